import { expect } from 'chai';
import { collapse, isBlank, isId, isXmlText } from './xml-schema.ts';

describe('collapse', () => {
  it('makes one blank of each run, and none at the ends', () => {
    const texts = ['TOP SECRET', ' TOP\n\t SECRET ', 'TOP  SECRET', '\t', '', 'TOP\u00a0 SECRET'];
    expect(texts.map(collapse)).to.deep.equal([
      'TOP SECRET',
      'TOP SECRET',
      'TOP SECRET',
      '',
      '',
      'TOP\u00a0 SECRET',
    ]);
  });
});

describe('isBlank, isXmlText, isId', () => {
  it('know white space, what XML can carry, and names without a colon', () => {
    const texts = [
      '',
      ' \r\n\t',
      '\u00a0',
      'a',
      'é-1.b_',
      '1a',
      '-a',
      'a:b',
      'a b',
      '\u0000',
      '\ud800',
      '\u{1d4d0}',
    ];
    expect(texts.map((text) => [isBlank(text), isXmlText(text), isId(text)])).to.deep.equal([
      [true, true, false],
      [true, true, false],
      [false, true, false],
      [false, true, true],
      [false, true, true],
      [false, true, false],
      [false, true, false],
      [false, true, false],
      [false, true, false],
      [false, false, false],
      [false, false, false],
      [false, true, true],
    ]);
  });
});
