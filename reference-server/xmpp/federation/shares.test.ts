import { expect } from 'chai';
import { Shares } from './shares.ts';

describe('Shares', () => {
  it('gives each holder its share, whatever others have', () => {
    const shares = new Shares(2);
    expect(['b.test', 'b.test', 'b.test', 'c.test'].map((holder) => shares.enter(holder))).to.deep.equal([
      true,
      true,
      false,
      true,
    ]);
  });

  it('has place again for who gave one up, and for all when it was cleared', () => {
    const shares = new Shares(1);
    shares.enter('b.test');
    shares.leave('b.test');
    expect([shares.enter('b.test'), shares.enter('b.test')]).to.deep.equal([true, false]);
    shares.clear();
    expect(shares.enter('b.test')).to.equal(true);
  });
});
