import { expect } from 'chai';
import { PairMap } from './pair-map.ts';

describe('PairMap', () => {
  it('keeps one value for each pair, and tells the two directions apart', () => {
    const map = filled();
    map.set(there, 'to b again');
    expect([map.get(there), map.get(back), map.get({ from: 'a.test', to: 'c.test' })]).to.deep.equal([
      'to b again',
      'to a',
      undefined,
    ]);
    expect([map.size, map.values()]).to.deep.equal([2, ['to b again', 'to a']]);
  });

  it('forgets a pair once, and all of them', () => {
    const map = filled();
    map.delete(there);
    map.delete(there);
    expect([map.size, map.values()]).to.deep.equal([1, ['to a']]);
    map.clear();
    expect([map.size, map.get(back)]).to.deep.equal([0, undefined]);
  });
});

const there = { from: 'a.test', to: 'b.test' };
const back = { from: 'b.test', to: 'a.test' };

function filled(): PairMap<string> {
  const map = new PairMap<string>();
  map.set(there, 'to b');
  map.set(back, 'to a');
  return map;
}
