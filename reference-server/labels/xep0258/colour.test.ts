import { expect } from 'chai';
import { validColour } from './colour.ts';

describe('validColour', () => {
  it('knows the seventeen names, both spellings of one, and #RRGGBB', () => {
    const texts = [
      'orange',
      'fuchsia',
      'fuschia',
      '#FF00FF',
      '#00aaFF',
      'Red',
      '#fff',
      'darkgreen',
      '',
      '#ff00000',
      'red ',
      'x#ff0000',
    ];
    expect(texts.map(validColour)).to.deep.equal([
      'orange',
      'fuchsia',
      'fuchsia',
      'fuchsia',
      '#00aaff',
      ...new Array<undefined>(7).fill(undefined),
    ]);
  });
});
