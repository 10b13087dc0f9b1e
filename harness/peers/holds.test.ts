import { expect } from 'chai';
import { Holds } from './holds.ts';

describe('Holds', () => {
  it('lets who waits go on when the domain is released, and tells that somebody waits', async () => {
    const holds = new Holds();
    const log: string[] = [];
    const awaited = holds.awaited('b.test', AbortSignal.timeout(5_000));
    const waits = holds.wait('b.test').then(() => log.push('goes on'));
    expect([await awaited, await holds.awaited('b.test', AbortSignal.timeout(5_000))]).to.deep.equal([
      true,
      true,
    ]);
    expect(log).to.deep.equal([]);
    holds.release('b.test');
    await waits;
    expect(log).to.deep.equal(['goes on']);
  });

  it('says so when nobody came', async () => {
    expect(await new Holds().awaited('b.test', AbortSignal.abort())).to.equal(false);
  });
});
