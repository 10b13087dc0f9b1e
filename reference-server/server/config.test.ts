import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ConfigError, readConfig } from './config.ts';

const least = `domain: a.test
listen:
  client: 127.0.0.1:0
tls: { certificate: c.pem, key: /keys/k.pem }
`;

describe('readConfig', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'config-'));
    file = join(folder, 'server.yaml');
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function config(text: string): ReturnType<typeof readConfig> {
    writeFileSync(file, text);
    return readConfig(file);
  }

  /** The mistakes, with the file's own name left out. */
  function mistakes(text: string): readonly string[] {
    try {
      config(text);
    } catch (error) {
      if (error instanceof ConfigError) return error.message.replaceAll(`${file}:`, '').split('\n');
      throw error;
    }
    return [];
  }

  it('fills in what may be left out, and takes paths from its own folder', () => {
    const { placeOf, ...rest } = config(least);
    expect(rest).to.deep.equal({
      file,
      domain: 'a.test',
      listen: { client: '127.0.0.1:0' },
      tls: { certificate: join(folder, 'c.pem'), key: '/keys/k.pem' },
      starttls: 'required',
      accounts: {},
      domains: {},
      components: {},
      store: ':memory:',
      audit: 'none',
      bindingVersions: ['1:0'],
      limits: {
        stanzaBytes: 262_144,
        depth: 64,
        loginSeconds: 30,
        silenceSeconds: 1800,
        resumeSeconds: 300,
        pendingConnections: 2000,
        pendingPerAddress: 200,
        sessionsPerAccount: 50,
        rooms: 10_000,
      },
      trustedProxies: [],
      provision: {},
      rooms: [],
    });
    expect(placeOf(['listen', 'client'])).to.equal(`${file}:3:11`);
    expect(placeOf(['provision', 'U(sam)'])).to.equal(`${file}:1:1`);
  });

  it('reads everything that there is', () => {
    const text = `${least}starttls: optional
accounts: { sam: a, rita: b }
domains: { a2.test: { accounts: { sam: c } }, a3.test: {} }
adminToken: 0123456789abcdef
store: store.sqlite
audit: audit.jsonl
limits: { stanzaBytes: 10000, depth: 8, loginSeconds: 0.5, silenceSeconds: 1, resumeSeconds: 0, pendingConnections: 3, pendingPerAddress: 2, sessionsPerAccount: 1, rooms: 2 }
provision: { Pol: [a.xml] }
`;
    const { store, audit, accounts, domains, limits, provision } = config(text);
    expect({ store, audit, accounts, domains, limits, provision }).to.deep.equal({
      store: join(folder, 'store.sqlite'),
      audit: join(folder, 'audit.jsonl'),
      accounts: { sam: 'a', rita: 'b' },
      domains: { 'a2.test': { accounts: { sam: 'c' } }, 'a3.test': { accounts: {} } },
      limits: {
        stanzaBytes: 10_000,
        depth: 8,
        loginSeconds: 0.5,
        resumeSeconds: 0,
        silenceSeconds: 1,
        pendingConnections: 3,
        pendingPerAddress: 2,
        sessionsPerAccount: 1,
        rooms: 2,
      },
      provision: { Pol: ['a.xml'] },
    });
  });

  it('reads entrances of every kind, and who is trusted as a proxy', () => {
    const { listen, trustedProxies } = config(
      `${least
        .replace(
          '127.0.0.1:0',
          "['127.0.0.1:0', { at: '[::ffff:127.0.0.1]:1' }, { at: '127.0.0.1:2', proxyProtocol: true }]",
        )
        .replace(
          'tls:',
          "  webSocket: localhost:80\n  webSocketTls: { at: '0.0.0.0:443' }\ntls:",
        )}trustedProxies: [127.0.0.8, 10.0.0.0/8]\n`,
    );
    expect(listen).to.deep.equal({
      client: [
        '127.0.0.1:0',
        { at: '[::ffff:127.0.0.1]:1', proxyProtocol: false },
        { at: '127.0.0.1:2', proxyProtocol: true },
      ],
      webSocket: 'localhost:80',
      webSocketTls: { at: '0.0.0.0:443', proxyProtocol: false },
    });
    expect(trustedProxies.map(({ network, bits }) => `${network.toString()}/${bits}`)).to.deep.equal([
      '127.0.0.8/32',
      '10.0.0.0/8',
    ]);
  });

  const withComponents = (components: string): string =>
    `${least.replace('tls:', '  component: 127.0.0.1:5275\ntls:')}components: { ${components} }\n`;

  it('reads components, each with its secret', () => {
    const { components } = config(withComponents('gw.a.test: { secret: sixteen characters }'));
    expect(components).to.deep.equal({ 'gw.a.test': { secret: 'sixteen characters' } });
  });

  for (const [what, text, sentence] of [
    [
      'a component without a place to connect',
      `${least}components: { gw.a.test: { secret: sixteen characters } }\n`,
      '`components`: say where components connect, with `listen.component`: nobody could be one of these',
    ],
    [
      'a component on a domain of the server',
      withComponents('a.test: { secret: sixteen characters }'),
      '`components`: a component has a domain of its own: gw.a.test beside a.test',
    ],
    [
      'a short secret',
      withComponents('gw.a.test: { secret: short }'),
      '`components.gw.a.test.secret`: give a component a secret of at least 16 characters',
    ],
    [
      'a secret that XML escapes',
      withComponents("gw.a.test: { secret: 'sixteen & characters' }"),
      '`components.gw.a.test.secret`: leave &, <, > and quotes out of the secret of a component',
    ],
    [
      'components from elsewhere',
      least.replace('tls:', '  component: 0.0.0.0:5275\ntls:'),
      '`listen.component`: components connect in clear: listen for them on loopback only, as in 127.0.0.1:5275',
    ],
  ] as const) {
    it(`tells ${what}`, () => {
      expect(mistakes(text).map((one) => one.replace(/^\d+:\d+: /, ''))).to.deep.equal([sentence]);
    });
  }

  it('says in one sentence that there is no such file', () => {
    expect(() => readConfig(join(folder, 'nothing.yaml')))
      .to.throw(
        ConfigError,
        'nothing.yaml: there is no such file, or it cannot be read; give --config the path',
      )
      .with.property('name', 'ConfigError');
  });

  describe('tells each mistake with line and column', () => {
    const cases: readonly (readonly [text: string, ...sentences: readonly string[]])[] = [
      ['domain: [', '1:10: this is not YAML: '],
      ['', '1:1: the file: write keys with values here'],
      [
        least.replace('domain: a.test\n', ''),
        '1:1: `domain` is missing; docs/configuration.md says what it is',
      ],
      [least.replace('a.test', 'A.test'), '1:9: `domain`: write the domain in lower case, as in a.test'],
      [
        least.replace('127.0.0.1:0', 'localhost'),
        '3:11: `listen.client`: write it as address:port, as in 127.0.0.1:5222',
      ],
      [
        least.replace('  client: 127.0.0.1:0', '  {}'),
        '3:3: `listen.client` is missing; docs/configuration.md says what it is',
      ],
      [`${least}colour: red\n`, '1:1: the file has no `colour`; docs/configuration.md lists what there is'],
      [least.replace('key:', 'keys:'), '4:6: `tls.key` is missing', '4:6: `tls` has no `keys`; docs/'],
      [`${least}starttls: never\n`, '5:11: `starttls`: write one of required, optional'],
      [`${least}accounts: { sam: '' }\n`, '5:18: `accounts.sam`: write something here'],
      [
        `${least}adminToken: short\n`,
        '5:13: `adminToken`: give the administration token at least 16 characters',
      ],
      [`${least}limits: { depth: 4 }\n`, '5:18: `limits.depth`: write at least 8'],
      [`${least}limits: { depth: many }\n`, '5:18: `limits.depth`: write a number here'],
      [`${least}limits: { loginSeconds: 0 }\n`, '5:25: `limits.loginSeconds`: write more than 0'],
      [
        `${least}nameServer: dns.example:53\n`,
        '5:13: `nameServer`: write the address as numbers, as in 127.0.0.1:53',
      ],
      [`${least}accounts: { sam: 12 }\n`, '5:18: `accounts.sam`: write text (a number in quotes) here'],
      [
        `${least}domains: { A2.test: {} }\n`,
        '5:21: `domains.A2.test`: write the domain in lower case, as in a.test',
      ],
      [
        `${least}domains: { a.test: {} }\n`,
        '5:10: `domains`: the first domain stands in `domain`; name others here',
      ],
      [
        `${least}domains: { a2.test: { user: {} } }\n`,
        '5:21: `domains.a2.test` has no `user`; docs/configuration.md lists what there is',
      ],
      [least.replace('127.0.0.1:0', '127.0.0.1:65536'), '3:11: `listen.client`: a port is at most 65535'],
      [
        least.replace('127.0.0.1:0', '7'),
        '3:11: `listen.client`: write address:port, or {at: address:port, proxyProtocol: true}, or a list of these',
      ],
      [
        least.replace('tls:', '  webSocket: 0.0.0.0:80\ntls:'),
        '4:14: `listen.webSocket`: a WebSocket in clear listens on loopback only, as in 127.0.0.1:5290',
      ],
      [
        `${least}trustedProxies: [10.0.0.1/8]\n`,
        '5:18: `trustedProxies.0`: this address has bits behind its prefix; write 10.0.0.0/8',
      ],
      [
        least.replace('127.0.0.1:0', '{ at: 127.0.0.1:0, proxyProtocol: true }'),
        '1:1: `trustedProxies`: name the proxies that `proxyProtocol` is for: nobody else comes in there',
      ],
      [`${least}limits: { sessionsPerAccount: 0 }\n`, '5:31: `limits.sessionsPerAccount`: write at least 1'],
      [
        `${least}rooms: [muc.a.test, a.test]\n`,
        '5:8: `rooms`: a domain for rooms is a domain of its own, named once: muc.a.test beside a.test',
      ],
      [
        least.replace('tls:', '  admin: 127.0.0.1:0\ntls:'),
        '4:10: `listen.admin`: give an `adminToken`: without one nobody could use the administration interface',
      ],
    ];
    for (const [text, ...sentences] of cases) {
      it(sentences.join(' | '), () => {
        const found = mistakes(text);
        expect(found.map((each, at) => each.slice(0, sentences[at]?.length ?? 0))).to.deep.equal(sentences);
      });
    }
  });

  describe('of federation', () => {
    const listening = least.replace('tls:', '  peer: 127.0.0.1:0\ntls:');

    it('requires TLS and certificates, and takes the file of authorities from its own folder', () => {
      expect(
        config(`${listening}federation: { ca: ca.pem, routes: { b.test: '127.0.0.1:5269' } }\n`).federation,
      ).to.deep.equal({
        ca: join(folder, 'ca.pem'),
        starttls: 'required',
        certificates: 'required',
        dialback: false,
        bidi: false,
        routes: { 'b.test': '127.0.0.1:5269' },
        queueStanzas: 1000,
        queueSize: 4_194_304,
        connectSeconds: 5,
        negotiationSeconds: 15,
        setUpSeconds: 30,
        backOffSeconds: 1,
        idleSeconds: 300,
        acknowledgeSeconds: 30,
        pairs: 10_000,
        pairsPerParent: 1000,
        streamsPerPeer: 100,
        verifications: 200,
        sessionsPerOccupant: 50,
        roomShare: 0.5,
      });
    });

    const cases = [
      [
        `${least}federation: {}\n`,
        '5:13: `federation`: say where other servers connect, with `listen.peer`: nothing',
      ],
      [
        `${listening}federation: { certificates: preferred }\n`,
        '6:29: `federation.certificates`: who has no certificate can only be known by dialback',
      ],
      [
        `${listening}federation: { starttls: optional }\n`,
        '6:25: `federation.starttls`: certificates are shown over TLS only',
      ],
      [
        `${listening}federation: { routes: { b.test: here } }\n`,
        '6:33: `federation.routes.b.test`: write it as address:port, as in',
      ],
      [
        `${listening}federation: { routes: { B.test: '127.0.0.1:1' } }\n`,
        '6:33: `federation.routes.B.test`: write the domain in lower case, as in a.test',
      ],
      [
        `${listening}federation: { sourceAddress: localhost }\n`,
        '6:30: `federation.sourceAddress`: write an address as numbers, as in 127.0.0.1',
      ],
      [`${listening}federation: { roomShare: 50 }\n`, '6:26: `federation.roomShare`: write at most 1'],
      [
        `${listening}federation: { streamsPerPeer: 0 }\n`,
        '6:31: `federation.streamsPerPeer`: write at least 1',
      ],
    ] as const;
    for (const [text, sentence] of cases)
      it(sentence, () => {
        expect(mistakes(text).map((each) => each.slice(0, sentence.length))).to.deep.equal([sentence]);
      });
  });

  it("takes the files of a directory from the file's folder, and says what is wrong with it in one sentence", () => {
    const directory = 'directory: { url: ldaps://x, bindDn: cn=x, base: dc=x, passwordFile: p, ca: c }\n';
    expect(config(least + directory).directory).to.include({
      passwordFile: join(folder, 'p'),
      ca: join(folder, 'c'),
    });
    expect(() => config(least + directory.replace('ldaps:', 'ldap:'))).to.throw(
      ConfigError,
      /server\.yaml:5:19: `directory\.url`: passwords would go in clear to another machine; write ldaps:/,
    );
  });
});
