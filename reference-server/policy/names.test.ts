import { expect } from 'chai';
import { collapse, nameKey } from './names.ts';

describe('collapse', () => {
  it('makes one blank of each run of blanks, and none of those at the ends', () => {
    const texts = ['A', 'A B', 'A  B C', ' A B', 'A B ', 'A\tB\nC\rD', '\n A \n', ' ', '', '\t', '\n'];
    expect(texts.map(collapse)).to.deep.equal([
      'A',
      'A B',
      'A B C',
      'A B',
      'A B',
      'A B C D',
      'A',
      '',
      '',
      '',
      '',
    ]);
  });
});

describe('nameKey', () => {
  it('tells case apart unless the policy does not', () => {
    expect([nameKey(' Top  SECRET', false), nameKey(' Top  SECRET', true)]).to.deep.equal([
      'Top SECRET',
      'top secret',
    ]);
    expect(nameKey('TOP SECRET', true)).to.equal(nameKey('Top Secret', true));
  });
});
