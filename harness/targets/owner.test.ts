import { expect } from 'chai';
import { hasEnded, readOwner, thisOwner, writeOwner } from './owner.ts';

describe('Owner', () => {
  it('is this process, which has not ended, and is read as it was written', () => {
    const owner = thisOwner();
    expect([owner.pid, hasEnded(owner), readOwner(writeOwner(owner))]).to.deep.equal([
      process.pid,
      false,
      owner,
    ]);
  });

  it('has ended where its number is another process now, or nobody', () => {
    const owner = thisOwner();
    expect(hasEnded({ ...owner, started: '1' })).to.equal(true);
    // Above the highest number that Linux gives
    expect(hasEnded({ ...owner, pid: 2 ** 22 + 1 })).to.equal(true);
  });

  it('has ended where the machine was started since', () => {
    expect(hasEnded({ ...thisOwner(), boot: 'another' })).to.equal(true);
  });

  it('is not known to have ended on another machine, or where its number means something else', () => {
    const gone = { ...thisOwner(), pid: 2 ** 22 + 1 };
    expect(hasEnded({ ...gone, host: 'elsewhere' })).to.equal(false);
    expect(hasEnded({ ...gone, host: 'elsewhere', boot: 'another' })).to.equal(false);
    expect(hasEnded({ ...gone, namespace: 'pid:[1]' })).to.equal(false);
  });

  it('is not read from anything else', () => {
    for (const text of ['', 'x', '{}', '{"pid":1}', 'null'])
      expect(readOwner(text), text).to.equal(undefined);
  });
});
