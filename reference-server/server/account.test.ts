import { expect } from 'chai';
import { accountJid, userJid } from './account.ts';

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

describe('userJid', () => {
  const domains = ['a.test', 'a2.test'];

  it('is of the first domain unless another is named', () => {
    expect(['sam', 'Sam@a2.test', 'sam@a.test'].map((user) => userJid(user, domains)?.bare)).to.deep.equal([
      'sam@a.test',
      'sam@a2.test',
      'sam@a.test',
    ]);
  });

  it('is nothing for a domain that is not served, and for what cannot be a user', () => {
    for (const user of ['sam@b.test', 'sam@', '@a2.test', 'sam@a2.test/desk', 'a b@a2.test', 'x@y@a2.test']) {
      expect(userJid(user, domains), user).to.equal(undefined);
    }
  });
});
