import { expect } from 'chai';
import { type TestAuthority, testAuthority } from './authority.fixture.ts';
import type { PeerTls } from './peer-tls.ts';
import { TestPeer, TestRealm } from './peers.fixture.ts';
import { externalRequest, peerHeader, RawPeer } from './raw-peer.fixture.ts';

describe('IncomingStream', () => {
  let authority: TestAuthority;
  let realm: TestRealm;
  let a: TestPeer;
  /** For b.test and c.test, conf.b.test, and no others. */
  let certificate: PeerTls;

  before(async () => {
    authority = await testAuthority();
    certificate = await authority.issue(['b.test', 'conf.b.test']);
  });

  beforeEach(async () => {
    realm = new TestRealm();
    a = await TestPeer.start(realm, ['a.test', 'muc.a.test'], {
      tls: await authority.issue(['a.test', 'muc.a.test']),
      dialback: true,
      bidi: true,
      limits: { maxPairsPerStream: 3, maxStreamsPerPeer: 3 },
    });
  });

  afterEach(async () => {
    a.streams.close();
    await realm.close();
    expect(a.mistakes).to.deep.equal([]);
  });

  async function connect(): Promise<RawPeer> {
    const places = await realm.resolve('a.test');
    return RawPeer.connect(typeof places === 'string' ? 0 : (places[0]?.port ?? 0));
  }

  async function loggedIn(): Promise<RawPeer> {
    const raw = await connect();
    await raw.logIn('b.test', certificate);
    return raw;
  }

  function message(from: string, to: string, body = 'x'): string {
    return `<message from='${from}' to='${to}'><body>${body}</body></message>`;
  }

  /** The stream ended with this error, and nothing was told. */
  async function expectEnd(raw: RawPeer, condition: string): Promise<void> {
    expect(await raw.untilEnd()).to.contain(`<stream:error><${condition} `);
    expect(a.received).to.deep.equal([]);
  }

  it('asks for TLS first, and takes nothing else in clear', async () => {
    const raw = await connect();
    const features = await raw.open('b.test');
    expect(features).to.contain('<required/>').and.not.to.contain('EXTERNAL');
    raw.send(externalRequest('b.test'));
    await expectEnd(raw, 'policy-violation');
  });

  it('answers dialback in clear with what comes first', async () => {
    const raw = await connect();
    await raw.open('b.test');
    raw.send("<db:result from='b.test' to='a.test'>key</db:result>");
    expect(await raw.until('</db:result>'))
      .to.contain("type='error'")
      .and.to.contain('<policy-violation');
  });

  it('offers EXTERNAL to whoever has a certificate for the domain of the stream, and to nobody else', async () => {
    const offers = async (from: string, tls?: PeerTls): Promise<boolean> =>
      (await (await connect()).startTls(from, tls)).includes('EXTERNAL');
    expect([
      await offers('b.test', certificate),
      await offers('conf.b.test', certificate),
      await offers('c.test', certificate),
      await offers('x.b.test', certificate),
      await offers('b.test', await authority.selfSigned('b.test')),
      await offers('b.test', await authority.issue(['b.test'], -1)),
      await offers('b.test'),
    ]).to.deep.equal([true, true, false, false, false, false, false]);
  });

  it('lets nobody be another than its certificate says, whoever it asks to be', async () => {
    const other = await connect();
    await other.startTls('c.test', certificate);
    other.send(externalRequest('c.test'));
    expect(await other.untilEnd()).to.contain('<not-authorized/></failure></stream:stream>');
    const asked = await connect();
    await asked.startTls('b.test', certificate);
    asked.send(externalRequest('conf.b.test'));
    expect(await asked.untilEnd()).to.contain('<not-authorized/></failure></stream:stream>');
    const mechanism = await connect();
    await mechanism.startTls('b.test', certificate);
    mechanism.send(externalRequest('b.test', 'PLAIN'));
    expect(await mechanism.untilEnd()).to.contain('<invalid-mechanism/></failure></stream:stream>');
    expect(a.received).to.deep.equal([]);
  });

  for (const authzid of ['', '=', 'b.test', 'B.test'])
    it(`takes \`${authzid}\` for the domain of the stream`, async () => {
      const raw = await connect();
      await raw.startTls('b.test', certificate);
      raw.send(externalRequest(authzid));
      await raw.until("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
    });

  it('lets nobody become another after the login', async () => {
    for (const header of [
      { from: 'conf.b.test', to: 'a.test' },
      { from: 'b.test', to: 'muc.a.test' },
    ]) {
      const raw = await connect();
      await raw.startTls('b.test', certificate);
      raw.send(externalRequest('b.test'));
      await raw.until("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
      raw.send(peerHeader(header));
      expect(await raw.untilEnd()).to.match(/<(invalid-from|host-unknown) /);
    }
  });

  it('tells of stanzas of the pair that was proved', async () => {
    const raw = await loggedIn();
    raw.send(message('juliet@b.test/x', 'romeo@a.test'));
    await a.until(() => a.received.length === 1);
    expect(a.received).to.deep.equal([
      { body: 'x', pair: { from: 'b.test', to: 'a.test' }, first: 'b.test' },
    ]);
  });

  for (const [what, stanza, condition] of [
    ['another domain', message('juliet@c.test', 'romeo@a.test'), 'invalid-from'],
    ['a domain of the same certificate', message('x@conf.b.test', 'romeo@a.test'), 'invalid-from'],
    ['one of ours', message('romeo@a.test', 'tess@a.test'), 'invalid-from'],
    ['the right domain to another of ours', message('juliet@b.test', 'x@muc.a.test'), 'invalid-from'],
    ['nobody', "<message to='romeo@a.test'><body>x</body></message>", 'improper-addressing'],
    [
      'the right domain to nobody',
      "<message from='x@b.test'><body>x</body></message>",
      'improper-addressing',
    ],
    ['what is no address', message('@b.test', 'romeo@a.test'), 'improper-addressing'],
    ['the right domain to what is no address', message('x@b.test', '@'), 'improper-addressing'],
  ] as const)
    it(`ends the stream over a stanza from ${what}`, async () => {
      const raw = await loggedIn();
      raw.send(stanza + message('juliet@b.test', 'romeo@a.test'));
      await expectEnd(raw, condition);
    });

  it('ends the stream over a stanza before a proof', async () => {
    const raw = await connect();
    await raw.startTls('b.test', certificate);
    raw.send(message('juliet@b.test', 'romeo@a.test'));
    await expectEnd(raw, 'not-authorized');
  });

  for (const [what, header, condition] of [
    ['no domain of ours', { from: 'b.test', to: 'x.test' }, 'host-unknown'],
    ['one of ours', { from: 'a.test', to: 'a.test' }, 'invalid-from'],
    ['a user', { from: 'juliet@b.test', to: 'a.test' }, 'invalid-from'],
  ] as const)
    it(`ends a stream that is to or from ${what}`, async () => {
      const raw = await connect();
      raw.send(peerHeader(header));
      await expectEnd(raw, condition);
    });

  it('ends the stream of a client', async () => {
    const raw = await connect();
    raw.send(peerHeader({ from: 'b.test', to: 'a.test' }).replace("'jabber:server'", "'jabber:client'"));
    await expectEnd(raw, 'invalid-namespace');
  });

  it('bounds what is sent before a proof, not what comes after', async () => {
    const long = 'y'.repeat(20_000);
    const before = await connect();
    await before.open('b.test');
    before.send(`<x xmlns='y'>${long}</x>`);
    await expectEnd(before, 'policy-violation');
    const after = await loggedIn();
    after.send(message('juliet@b.test', 'romeo@a.test', long));
    await a.until(() => a.received.length === 1);
    expect(a.bodies()).to.deep.equal([long]);
  });

  it('counts what it has, and says so', async () => {
    const raw = await loggedIn();
    raw.send("<enable xmlns='urn:xmpp:sm:3'/>");
    await raw.until("<enabled xmlns='urn:xmpp:sm:3'/>");
    raw.send(message('juliet@b.test', 'romeo@a.test').repeat(3) + "<r xmlns='urn:xmpp:sm:3'/>");
    expect(await raw.until('/>')).to.equal("<a xmlns='urn:xmpp:sm:3' h='3'/>");
    raw.send("<enable xmlns='urn:xmpp:sm:3'/>");
    expect(await raw.until('</failed>')).to.contain('<unexpected-request ');
  });

  it('gives several pairs of domains a stream, each proved by itself', async () => {
    const raw = await loggedIn();
    raw.send("<db:result from='conf.b.test' to='a.test'>any</db:result>");
    expect(await raw.until('/>')).to.equal("<db:result from='a.test' to='conf.b.test' type='valid'/>");
    raw.send(message('x@conf.b.test', 'romeo@a.test', '1') + message('juliet@b.test', 'romeo@a.test', '2'));
    await a.until(() => a.received.length === 2);
    expect(a.received).to.deep.equal([
      { body: '1', pair: { from: 'conf.b.test', to: 'a.test' }, first: 'b.test' },
      { body: '2', pair: { from: 'b.test', to: 'a.test' }, first: 'b.test' },
    ]);
    raw.send(message('x@conf.b.test', 'y@muc.a.test'));
    expect(await raw.untilEnd()).to.contain('<invalid-from ');
  });

  it('says why a further pair is none, and goes on', async () => {
    const raw = await loggedIn();
    const why = async (from: string, to: string): Promise<string | undefined> => {
      raw.send(`<db:result from='${from}' to='${to}'>any</db:result>`);
      const answer = await raw.until('</db:result>');
      return /<error type='cancel'><([a-z-]+) /.exec(answer)?.[1];
    };
    expect([await why('c.test', 'a.test'), await why('conf.b.test', 'x.test')]).to.deep.equal([
      'not-authorized',
      'item-not-found',
    ]);
    raw.send(message('juliet@b.test', 'romeo@a.test'));
    await a.until(() => a.received.length === 1);
  });

  it('bounds the streams of one domain, and tells of nothing that comes on another', async () => {
    for (let count = 0; count < 3; count += 1) await loggedIn();
    const raw = await connect();
    await raw.startTls('b.test', certificate);
    raw.send(externalRequest('b.test'));
    await raw.until("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
    raw.send(peerHeader({ from: 'b.test', to: 'a.test' }) + message('juliet@b.test', 'romeo@a.test'));
    await expectEnd(raw, 'resource-constraint');
    await (await connect()).logIn('conf.b.test', certificate);
  });

  it('bounds the pairs of one stream', async () => {
    const raw = await connect();
    const names = ['b.test', ...[1, 2, 3].map((n) => `b${n}.test`)];
    await raw.logIn('b.test', await authority.issue(names));
    for (const name of names) raw.send(`<db:result from='${name}' to='a.test'>any</db:result>`);
    expect(await raw.until('</db:result>')).to.match(/(.*type='valid'.*){3}b3\.test.*<resource-constraint /);
  });

  for (const [what, element, condition] of [
    [
      'an answer that nobody asked for',
      "<db:result from='c.test' to='a.test' type='valid'/>",
      'unsupported-stanza-type',
    ],
    ['a key of one of ours', "<db:result from='muc.a.test' to='a.test'>any</db:result>", 'invalid-from'],
    ['an element of something else', "<x xmlns='y'/>", 'unsupported-stanza-type'],
    ['a request for both ways after the proof', "<bidi xmlns='urn:xmpp:bidi'/>", 'unsupported-stanza-type'],
    ['a second login', externalRequest('b.test'), undefined],
    ['a resumption', "<resume xmlns='urn:xmpp:sm:3' previd='x' h='0'/>", 'unsupported-stanza-type'],
  ] as const)
    it(`ends the stream over ${what}`, async () => {
      const raw = await loggedIn();
      raw.send(element + message('juliet@b.test', 'romeo@a.test'));
      if (condition !== undefined) await expectEnd(raw, condition);
      else expect(await raw.untilEnd()).to.contain('<not-authorized/></failure></stream:stream>');
      expect(a.received).to.deep.equal([]);
    });

  it('knows its own keys, and no others, whoever asks', async () => {
    const raw = await connect();
    await raw.startTls('x.test');
    const answers = async (to: string): Promise<string> => {
      raw.send(`<db:verify from='b.test' to='${to}' id='1'>no</db:verify>`);
      return raw.until('>');
    };
    expect(await answers('a.test')).to.equal("<db:verify from='a.test' to='b.test' id='1' type='invalid'/>");
    expect(await answers('x.test')).to.contain("type='error'");
  });

  it('takes the peer at its word that the stream is over', async () => {
    const raw = await loggedIn();
    raw.send("<stream:error><host-gone xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>");
    expect(await raw.untilEnd()).to.equal('</stream:stream>');
  });
});
