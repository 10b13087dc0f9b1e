import { expect } from 'chai';
import { KeysByPeer } from './keys-by-peer.ts';

describe('KeysByPeer', () => {
  it('gives each key of a peer once, and none of another', () => {
    const keys = added(8, ['b.test', '1'], ['c.test', '2']);
    expect(keys.take('b.test', '2')).to.equal(false);
    expect(keys.take('d.test', '1')).to.equal(false);
    expect(keys.take('b.test', '1')).to.equal(true);
    expect(keys.take('b.test', '1')).to.equal(false);
    expect(keys.take('c.test', '2')).to.equal(true);
  });

  it('forgets the older half of the peer with the most', () => {
    const keys = added(6, ['c.test', '0'], ...of('b.test', '1', '2', '3', '4'));
    for (const peer of ['d.test', 'e.test']) keys.add(peer, '0');
    expect(left(keys, 'b.test', 4)).to.deep.equal(['3', '4']);
    for (const peer of ['c.test', 'd.test', 'e.test']) expect(keys.take(peer, '0')).to.equal(true);
  });

  for (const count of [256, 300, 383, 500, 5000])
    it(`keeps the last of ${count}, and all of a peer with less`, () => {
      const numbers = Array.from({ length: count }, (_, index) => `${index + 1}`);
      const keys = added(256, ...of('c.test', ...numbers.slice(0, 60)), ...of('b.test', ...numbers));
      expect(left(keys, 'c.test', count)).to.deep.equal(numbers.slice(0, 60));
      const kept = left(keys, 'b.test', count);
      expect(kept).to.deep.equal(numbers.slice(-kept.length));
      expect(kept.length).to.be.within(49, 196);
    });

  it('takes what is below one parent for one peer', () => {
    const keys = added(4, ['c.test', '0'], ...of('x.b.test', '1', '2', '3'), ...of('y.b.test', '4', '5'));
    expect(left(keys, 'b.test', 5)).to.deep.equal(['3', '4', '5']);
    expect(keys.take('c.test', '0')).to.equal(true);
  });

  it('forgets who came first where nobody has more than others', () => {
    const keys = added(2, ['b.test', '0'], ['c.test', '0'], ['d.test', '0']);
    expect(['b.test', 'c.test', 'd.test'].map((peer) => keys.take(peer, '0'))).to.deep.equal([
      false,
      true,
      true,
    ]);
  });

  it('has place for what was taken, and for all when it was cleared', () => {
    const keys = added(2, ...of('b.test', '1', '2'));
    keys.take('b.test', '1');
    keys.add('b.test', '3');
    expect(left(keys, 'b.test', 3)).to.deep.equal(['2', '3']);
    keys.add('b.test', '4');
    keys.clear();
    expect(keys.take('b.test', '4')).to.equal(false);
    for (const key of ['5', '6']) keys.add('b.test', key);
    expect(left(keys, 'b.test', 6)).to.deep.equal(['5', '6']);
  });

  it('holds so many at most, and a peer with little loses nothing, whatever comes and goes', () => {
    const keys = added(64, ['quiet.test', '0']);
    let held = new Map<string, string>();
    for (let number = 1; number < 5000; number += 1) {
      const peer = `p${(number * number) % 7}.test`;
      keys.add(peer, `${number}`);
      held.set(`${number}`, peer);
      const answered = `${number - (number % 5)}`;
      if (keys.take(held.get(answered) ?? '', answered)) held.delete(answered);
    }
    held = new Map([...held].filter(([key, peer]) => keys.take(peer, key)));
    expect(held.size).to.be.within(32, 63);
    expect(keys.take('quiet.test', '0')).to.equal(true);
  });
});

function added(max: number, ...keys: readonly (readonly [string, string])[]): KeysByPeer {
  const all = new KeysByPeer(max);
  for (const [peer, key] of keys) all.add(peer, key);
  return all;
}

function of(peer: string, ...keys: readonly string[]): [string, string][] {
  return keys.map((key) => [peer, key]);
}

/** Those of the keys from 1 to `last` that are still there. */
function left(keys: KeysByPeer, peer: string, last: number): string[] {
  return Array.from({ length: last }, (_, index) => `${index + 1}`).filter((key) => keys.take(peer, key));
}
