import { expect } from 'chai';
import { accountJid } from './account.ts';

describe('accountJid', () => {
  it('is the address of a user, in the one spelling that it has', () => {
    expect(['sam', 'Sam', 'u-s'].map((user) => accountJid(user, 'a.test')?.bare)).to.deep.equal([
      'sam@a.test',
      'sam@a.test',
      'u-s@a.test',
    ]);
  });

  it('is nothing for what cannot be a user of the domain', () => {
    for (const user of ['', 'sam/desk', 'sam@b.test', 'sam@b.test/x', 'a b', '@']) {
      expect(accountJid(user, 'a.test'), user).to.equal(undefined);
    }
  });
});
