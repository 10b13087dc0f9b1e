import { expect } from 'chai';
import fc from 'fast-check';
import { validColour } from '#labels';
import { readableOn } from './colors.ts';
import { check } from './property.contract.ts';

describe('readableOn', () => {
  it('is black on what is light and white on what is dark', () => {
    const colors = [
      'white',
      'yellow',
      'aqua',
      'red',
      'orange',
      'gray',
      'green',
      'blue',
      'purple',
      'black',
      '#767676',
      '#757575',
    ];
    expect(colors.map((color) => [color, readableOn(color)])).to.deep.equal([
      ['white', 'black'],
      ['yellow', 'black'],
      ['aqua', 'black'],
      ['red', 'black'],
      ['orange', 'black'],
      ['gray', 'black'],
      ['green', 'white'],
      ['blue', 'white'],
      ['purple', 'white'],
      ['black', 'white'],
      ['#767676', 'black'],
      ['#757575', 'white'],
    ]);
  });

  it('knows every colour that a label can have', () => {
    check(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (rgb) => {
        const color = validColour(`#${rgb.toString(16).padStart(6, '0')}`);
        return color !== undefined && ['black', 'white'].includes(readableOn(color));
      }),
    );
    for (const name of ['lime', 'maroon', 'navy', 'olive', 'silver', 'teal', 'fuchsia']) {
      expect(validColour(name)).to.equal(name);
      expect(readableOn(name)).to.be.oneOf(['black', 'white']);
    }
  });
});
