import { expect } from 'chai';
import { type Credentials, credentialsFrom, decoyCredentials, type ScramHash } from './credentials.ts';
import type { PasswordAnswer, SaslExchange } from './mechanism.ts';
import { scram } from './scram.ts';
import { ScramClient } from './scram-client.fixture.ts';

interface PublishedExchange {
  readonly name: string;
  readonly hash: ScramHash;
  readonly salt: string;
  readonly serverNonce: string;
  readonly clientFirst: string;
  readonly serverFirst: string;
  readonly clientFinal: string;
  readonly serverFinal: string;
}

const published: PublishedExchange[] = [
  {
    name: 'SCRAM-SHA-1', // RFC 5802 §5
    hash: 'sha1',
    salt: 'QSXCR+Q6sek8bf92',
    serverNonce: '3rfcNHYJY1ZVvWVs7j',
    clientFirst: 'n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL',
    serverFirst: 'r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096',
    clientFinal: 'c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=',
    serverFinal: 'v=rmF9pqV8S7suAoZWja4dJRkFsKQ=',
  },
  {
    name: 'SCRAM-SHA-256', // RFC 7677 §3
    hash: 'sha256',
    salt: 'W22ZaJ0SNY7soEsUEjb6gQ==',
    serverNonce: '%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0',
    clientFirst: 'n,,n=user,r=rOprNGfwEbeRWgbNEkqO',
    serverFirst: 'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
    clientFinal:
      'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
    serverFinal: 'v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
  },
];

describe('scram', () => {
  for (const {
    name,
    hash,
    salt,
    serverNonce,
    clientFirst,
    serverFirst,
    clientFinal,
    serverFinal,
  } of published) {
    it(`repeats the published exchange of ${name}`, () => {
      const pencil = credentialsFrom('pencil', { salt: Buffer.from(salt, 'base64') });
      const exchange = start(pencil, hash, () => serverNonce);
      expect(say(exchange, clientFirst)).to.deep.equal({ kind: 'challenge', data: serverFirst });
      expect(say(exchange, clientFinal)).to.deep.equal({ kind: 'success', user: 'user', data: serverFinal });
    });
  }

  it('refuses the proof of another password', () => {
    const exchange = start(pencil);
    const client = new ScramClient('sha256', 'user', 'pen');
    const challenge = say(exchange, client.first());
    expect(say(exchange, client.final(challenge.data ?? ''))).to.deep.equal(refused('not-authorized'));
  });

  it('takes `y`, and an authorization identity that is the account itself', () => {
    const exchange = start(pencil);
    const client = new ScramClient('sha256', 'user', 'pencil', 'y,a=user@a.test,');
    const challenge = say(exchange, client.first());
    expect(say(exchange, client.final(challenge.data ?? ''))).to.deep.include({
      kind: 'success',
      user: 'user',
    });
  });

  it('refuses an authorization identity that is another account', () => {
    const exchange = start(pencil);
    const client = new ScramClient('sha256', 'user', 'pencil', 'n,a=admin@a.test,');
    const challenge = say(exchange, client.first());
    expect(say(exchange, client.final(challenge.data ?? ''))).to.deep.equal(refused('invalid-authzid'));
  });

  const unread: [name: string, message: string][] = [
    ['a channel binding, which is for the -PLUS mechanisms', 'p=tls-exporter,,n=user,r=abc'],
    ['an extension that must be known', 'n,,m=x,n=user,r=abc'],
    ['an empty user name', 'n,,n=,r=abc'],
    ['a user name with an equals sign that stands for nothing', 'n,,n=us=er,r=abc'],
    ['an empty nonce', 'n,,n=user,r='],
    ['no GS2 header', 'n=user,r=abc'],
    ['nothing', ''],
  ];
  for (const [name, message] of unread) {
    it(`refuses a first message with ${name}`, () => {
      expect(say(start(pencil), message)).to.deep.equal(refused('malformed-request'));
    });
  }

  it('reads `=2C` and `=3D` of a user name', () => {
    const asked: string[] = [];
    const exchange = start(pencil, 'sha256', undefined, asked);
    say(exchange, 'n,,n=a=2Cb=3Dc,r=abc');
    expect(asked).to.deep.equal(['a,b=c']);
  });

  it('refuses a nonce that is not the one it gave', () => {
    const exchange = start(pencil);
    say(exchange, 'n,,n=user,r=abc');
    expect(say(exchange, 'c=biws,r=abc,p=AAAA')).to.deep.equal(refused('not-authorized'));
  });

  it('refuses a GS2 header that changed on the way', () => {
    const exchange = start(pencil, 'sha256', () => 'X');
    say(exchange, 'y,,n=user,r=abc');
    expect(say(exchange, 'c=biws,r=abcX,p=AAAA')).to.deep.equal(refused('not-authorized'));
  });

  it('answers for an account that does not exist as for one that does, each time with the same salt', () => {
    const answers = ['nobody', 'nobody'].map((user) => {
      const decoy = decoyCredentials(Buffer.from('secret'), user);
      return say(
        start(decoy, 'sha256', () => 'X'),
        `n,,n=${user},r=abc`,
      ).data;
    });
    expect(answers[0]).to.match(/^r=abcX,s=[A-Za-z0-9+/]{22}==,i=4096$/);
    expect(answers[1]).to.equal(answers[0]);
    const exchange = start(decoyCredentials(Buffer.from('secret'), 'nobody'));
    const client = new ScramClient('sha256', 'nobody', '');
    const challenge = say(exchange, client.first());
    expect(say(exchange, client.final(challenge.data ?? ''))).to.deep.equal(refused('not-authorized'));
  });
});

const pencil = credentialsFrom('pencil');

function start(
  credentials: Credentials,
  hash: ScramHash = 'sha256',
  nonce?: () => string,
  asked: string[] = [],
): SaslExchange {
  const credentialsOf = (user: string): Credentials => {
    asked.push(user);
    return credentials;
  };
  const checkPassword = (): PasswordAnswer => 'wrong';
  return scram('SCRAM', hash, nonce).start({
    domain: 'a.test',
    encrypted: false,
    credentialsOf,
    checkPassword,
  });
}

/** The step that follows, with its bytes as text. */
function say(exchange: SaslExchange, message: string): { kind: string; user?: string; data?: string } {
  const step = exchange.next(Buffer.from(message));
  if (step instanceof Promise) throw new Error('nobody else is asked');
  if (step.kind === 'failure') return step;
  const { data, ...rest } = step;
  return data === undefined ? rest : { ...rest, data: data.toString() };
}

function refused(condition: string) {
  return { kind: 'failure', condition };
}
