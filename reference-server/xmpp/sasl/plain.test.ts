import { expect } from 'chai';
import { type Credentials, credentialsFrom, decoyCredentials } from './credentials.ts';
import type { PasswordAnswer } from './mechanism.ts';
import { clientMechanisms } from './mechanisms.ts';
import { plain } from './plain.ts';

describe('plain', () => {
  const answers: [title: string, response: string, step: unknown][] = [
    ['takes the password of the account', '\0juliet\0secret', { kind: 'success', user: 'juliet' }],
    ['takes a name in other case', '\0Juliet\0secret', { kind: 'success', user: 'juliet' }],
    ['takes the own account to act as', 'juliet@a.test\0juliet\0secret', { kind: 'success', user: 'juliet' }],
    ['refuses another password', '\0juliet\0Secret', refused('not-authorized')],
    ['refuses an account that does not exist', '\0romeo\0secret', refused('not-authorized')],
    ['refuses what is no account name', '\0ju liet\0secret', refused('not-authorized')],
    ['refuses another account to act as', 'romeo@a.test\0juliet\0secret', refused('invalid-authzid')],
    ['refuses the own name in another domain', 'juliet@b.test\0juliet\0secret', refused('invalid-authzid')],
    ['refuses a message of two parts', 'juliet\0secret', refused('malformed-request')],
    ['refuses a message of four parts', '\0juliet\0secret\0', refused('malformed-request')],
    ['refuses an empty password', '\0juliet\0', refused('not-authorized')],
  ];
  for (const [title, response, step] of answers) {
    it(title, () => {
      const exchange = plain.start({ domain: 'a.test', encrypted: true, credentialsOf, checkPassword });
      expect(exchange.next(Buffer.from(response))).to.deep.equal(step);
    });
  }

  const later: [title: string, asked: () => Promise<PasswordAnswer>, authzid: string, step: unknown][] = [
    ['success', () => Promise.resolve('right'), '', { kind: 'success', user: 'juliet' }],
    ['a refusal', () => Promise.resolve('wrong'), '', refused('not-authorized')],
    [
      'a refusal to act as another',
      () => Promise.resolve('right'),
      'romeo@a.test',
      refused('invalid-authzid'),
    ],
    [
      'a failure for now where nobody knows',
      () => Promise.resolve('unavailable'),
      '',
      refused('temporary-auth-failure'),
    ],
    [
      'a failure for now where that goes wrong',
      () => Promise.reject(new Error()),
      '',
      refused('temporary-auth-failure'),
    ],
  ];
  for (const [title, asked, authzid, step] of later) {
    it(`gives ${title} when somebody else has answered`, async () => {
      const exchange = plain.start({
        domain: 'a.test',
        encrypted: true,
        credentialsOf,
        checkPassword: asked,
      });
      expect(await exchange.next(Buffer.from(`${authzid}\0juliet\0secret`))).to.deep.equal(step);
    });
  }

  it('asks nobody about an empty password', () => {
    const checkPassword = (): never => {
      throw new Error('was asked');
    };
    const exchange = plain.start({ domain: 'a.test', encrypted: true, credentialsOf, checkPassword });
    expect(exchange.next(Buffer.from('\0juliet\0'))).to.deep.equal(refused('not-authorized'));
  });
});

describe('clientMechanisms', () => {
  it('offers PLAIN on an encrypted stream only', () => {
    const offered = (encrypted: boolean) =>
      clientMechanisms.filter((mechanism) => mechanism.isUsable({ encrypted })).map(({ name }) => name);
    expect(offered(false)).to.deep.equal(['SCRAM-SHA-256', 'SCRAM-SHA-1']);
    expect(offered(true)).to.deep.equal(['SCRAM-SHA-256', 'SCRAM-SHA-1', 'PLAIN']);
  });
});

describe('credentialsFrom', () => {
  it('compares passwords as both sides would hash them', () => {
    const credentials = credentialsFrom('I\u00ADX\u2168');
    expect(credentials.isPassword('IXIX')).to.equal(true);
    expect(credentials.isPassword('ix\u2168')).to.equal(false);
  });

  it('computes the keys of a hash once', () => {
    const credentials = credentialsFrom('secret');
    expect(credentials.scramKeys('sha1')).to.equal(credentials.scramKeys('sha1'));
  });

  it('refuses a password that is empty or holds a control character', () => {
    expect(() => credentialsFrom('')).to.throw(/password/);
    expect(() => credentialsFrom('a\u0000b')).to.throw(/password/);
  });
});

const accounts = new Map<string, Credentials>([['juliet', credentialsFrom('secret')]]);

function credentialsOf(user: string): Credentials {
  return accounts.get(user) ?? decoyCredentials(Buffer.from('decoy'), user);
}

function checkPassword(user: string, password: string): PasswordAnswer {
  return credentialsOf(user).isPassword(password) ? 'right' : 'wrong';
}

function refused(condition: string) {
  return { kind: 'failure', condition };
}
