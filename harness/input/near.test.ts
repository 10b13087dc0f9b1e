import { expect } from 'chai';
import { didYouMean, near } from './near.ts';

describe('near', () => {
  it('finds names that are a slip away, nearest first', () => {
    expect(near('lable', ['label', 'table', 'labels', 'cable'])).to.deep.equal(['cable', 'label', 'table']);
    expect(near('Exit/spooof', ['exit/spoof', 'entry/spoof'])).to.deep.equal(['exit/spoof']);
    expect(near('xyz', ['label'])).to.deep.equal([]);
    expect(near('', ['a', 'label'])).to.deep.equal(['a']);
  });
});

describe('didYouMean', () => {
  it('lists what is known when nothing is near', () => {
    expect(didYouMean('xyz', ['label', 'table'])).to.equal('known are `label`, `table`');
    expect(didYouMean('xyz', [])).to.equal('none are known here');
    const many = Array.from({ length: 13 }, (_, index) => `name-${index}`);
    expect(didYouMean('xyz', many)).to.match(/`name-11`, …$/);
  });
});
