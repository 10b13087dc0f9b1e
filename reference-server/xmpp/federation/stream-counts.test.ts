import { expect } from 'chai';
import { StreamCounts } from './stream-counts.ts';

describe('StreamCounts', () => {
  it('takes so many streams of one domain, each once, and as many of another', () => {
    const counts = new StreamCounts<string>(2);
    expect([counts.enter('1', 'b.test'), counts.enter('2', 'b.test')]).to.deep.equal([true, true]);
    expect(counts.enter('3', 'b.test')).to.equal(false);
    expect(counts.enter('1', 'conf.b.test')).to.equal(true);
    expect(counts.enter('4', 'c.test')).to.equal(true);
  });

  it('has place again when one of them has ended, and not when one that it never took has', () => {
    const counts = new StreamCounts<string>(1);
    counts.enter('1', 'b.test');
    counts.enter('2', 'b.test');
    counts.leave('2');
    expect(counts.enter('3', 'b.test')).to.equal(false);
    counts.leave('1');
    counts.leave('1');
    expect(counts.enter('3', 'b.test')).to.equal(true);
    expect(counts.enter('4', 'b.test')).to.equal(false);
  });
});
