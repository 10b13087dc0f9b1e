import type { Socket } from 'node:net';
import { expect } from 'chai';
import { type PeerLimits } from './peer-options.ts';
import { type Sent, TestPeer, TestRealm } from './peers.fixture.ts';
import { peerHeader, RawPeer } from './raw-peer.fixture.ts';

const features = "<stream:features><sm xmlns='urn:xmpp:sm:3'/></stream:features>";
const valid = "<db:result from='b.test' to='a.test' type='valid'/>";

describe('OutgoingStream', () => {
  let realm: TestRealm;
  let a: TestPeer;
  let connections: AsyncGenerator<RawPeer, never>;

  beforeEach(() => {
    realm = new TestRealm();
  });

  afterEach(async () => {
    a.streams.close();
    await realm.close();
    expect(a.mistakes).to.deep.equal([]);
  });

  /** Sends `one` from a.test to a server that the test plays; gives that at the point where a key was sent. */
  async function begin(
    limits: Partial<PeerLimits> = {},
    offered = '<stream:features/>',
    bidi = false,
  ): Promise<{ raw: RawPeer; one: Sent }> {
    const options = { dialback: true, certificates: 'preferred', starttls: 'none', bidi } as const;
    a = await TestPeer.start(realm, ['a.test'], { ...options, limits });
    connections = await accepted();
    const one = a.send('b.test', 'one');
    const raw = await next();
    await raw.until("version='1.0' xml:lang='en'>");
    raw.send(peerHeader({ from: 'b.test', id: '1' }) + offered);
    await raw.until('</db:result>');
    return { raw, one };
  }

  async function accepted(): Promise<AsyncGenerator<RawPeer, never>> {
    const sockets: Socket[] = [];
    let wake = Promise.withResolvers<undefined>();
    await realm.listen(['b.test'], (socket) => {
      sockets.push(socket);
      wake.resolve(undefined);
      wake = Promise.withResolvers();
    });
    return (async function* () {
      for (;;) {
        const socket = sockets.shift();
        if (socket !== undefined) yield new RawPeer(socket);
        else await wake.promise;
      }
    })();
  }

  async function next(): Promise<RawPeer> {
    const { value } = await connections.next();
    return value;
  }

  async function expectFailure(sent: Sent, why: string, written = 1): Promise<void> {
    await a.until(() => sent.failures.length > 0);
    expect(sent).to.deep.equal({ written, failures: [why] });
  }

  it('notes in one line what the peer says against it', async () => {
    const { raw, one } = await begin();
    const words = `no\nmistake of the server:\u2028 forged ${'x'.repeat(1000)}`;
    raw.send(`<db:result from='b.test' to='a.test' type='error'>${words}</db:result>`);
    await expectFailure(one, 'unreachable', 0);
    const [notice = ''] = a.notices;
    expect(notice).to.match(/^no stream from a\.test to b\.test: .*no mistake of the server: {2}forged x+$/);
    expect(notice).to.have.lengthOf.below(300);
  });

  it('writes nothing until its domain is believed, and asks for it only then', async () => {
    const { raw, one } = await begin();
    expect(one).to.deep.equal({ written: 0, failures: [] });
    raw.send(valid);
    expect(await raw.until('</message>')).to.contain('one');
    expect(one).to.deep.equal({ written: 1, failures: [] });
  });

  for (const [what, answer] of [
    ['is not believed', "<db:result from='b.test' to='a.test' type='invalid'/>"],
    ['is unknown', "<db:result from='b.test' to='a.test' type='error'><error type='cancel'/></db:result>"],
    ['gets an answer of nobody’s', "<x xmlns='y'/>"],
    [
      'is sent away',
      '<stream:error><host-unknown xmlns="urn:ietf:params:xml:ns:xmpp-streams"/></stream:error>',
    ],
  ] as const)
    it(`fails what waits when its domain ${what}`, async () => {
      const { raw, one } = await begin();
      raw.send(answer);
      await expectFailure(one, 'unreachable', 0);
    });

  it('takes no answer about another pair of domains', async () => {
    const { raw, one } = await begin({ negotiationTimeoutMs: 100 });
    raw.send("<db:result from='c.test' to='a.test' type='valid'/>");
    await expectFailure(one, 'timeout', 0);
  });

  it('sends what comes later behind what waited', async () => {
    const { raw } = await begin();
    a.send('b.test', 'two');
    raw.send(valid);
    a.send('b.test', 'three');
    const read = await raw.until('three</body></message>');
    expect(read.match(/<body>[a-z]*/g)).to.deep.equal(['<body>one', '<body>two', '<body>three']);
  });

  it('loses what was just written when the stream breaks', async () => {
    const { raw, one } = await begin();
    raw.send(valid);
    await raw.until('</message>');
    raw.drop();
    await expectFailure(one, 'lost');
  });

  it('loses it too when the peer ends the stream with an error', async () => {
    const { raw, one } = await begin();
    raw.send(valid);
    await raw.until('</message>');
    raw.send(
      '<stream:error><reset xmlns="urn:ietf:params:xml:ns:xmpp-streams"/></stream:error></stream:stream>',
    );
    await expectFailure(one, 'lost');
  });

  it('takes it for arrived when the peer ends the stream in good order', async () => {
    const { raw, one } = await begin();
    raw.send(valid);
    await raw.until('</message>');
    raw.send('</stream:stream>');
    await raw.untilEnd();
    expect(one.failures).to.deep.equal([]);
  });

  it('loses what the peer has not counted, however the stream ends', async () => {
    const { raw, one } = await begin({}, features);
    raw.send(valid);
    await raw.until("<enable xmlns='urn:xmpp:sm:3'/>");
    raw.send("<enabled xmlns='urn:xmpp:sm:3'/>");
    await raw.until("<r xmlns='urn:xmpp:sm:3'/>");
    raw.send("<a xmlns='urn:xmpp:sm:3' h='1'/>");
    const two = a.send('b.test', 'two');
    await raw.until("<r xmlns='urn:xmpp:sm:3'/>");
    raw.send('</stream:stream>');
    await expectFailure(two, 'lost');
    expect(one.failures).to.deep.equal([]);
  });

  it('waits for a count no longer than it should', async () => {
    const { raw, one } = await begin({ acknowledgeTimeoutMs: 40 }, features);
    raw.send(`${valid}<enabled xmlns='urn:xmpp:sm:3'/>`);
    await expectFailure(one, 'lost');
    expect(await raw.untilEnd()).to.contain('<connection-timeout ');
  });

  it('ends the stream of a peer that counts more than it was sent', async () => {
    const { raw, one } = await begin({}, features);
    raw.send(`${valid}<enabled xmlns='urn:xmpp:sm:3'/>`);
    await raw.until("<r xmlns='urn:xmpp:sm:3'/>");
    raw.send("<a xmlns='urn:xmpp:sm:3' h='2'/>");
    expect(await raw.untilEnd()).to.match(/<handled-count-too-high .*h=.2. send-count=.1./);
    await expectFailure(one, 'lost');
  });

  it('goes on without counts where the peer will not count', async () => {
    const { raw, one } = await begin({}, features);
    raw.send(`${valid}<failed xmlns='urn:xmpp:sm:3'/>`);
    await raw.until('</message>');
    raw.drop();
    await expectFailure(one, 'lost');
  });

  it('takes nothing on a stream that is for what it sends', async () => {
    const { raw, one } = await begin();
    raw.send(valid);
    await raw.until('</message>');
    raw.send("<message from='x@b.test' to='y@a.test'><body>x</body></message>");
    expect(await raw.untilEnd()).to.contain('<not-authorized ');
    expect([a.received, one.failures]).to.deep.equal([[], ['lost']]);
  });

  it('takes with bidi what is of the one pair turned round', async () => {
    const offered = "<stream:features><bidi xmlns='urn:xmpp:features:bidi'/></stream:features>";
    const { raw } = await begin({}, offered, true);
    raw.send(`${valid}<message from='x@b.test' to='y@a.test'><body>x</body></message>`);
    await a.until(() => a.received.length === 1);
    expect(a.received).to.deep.equal([
      { body: 'x', pair: { from: 'b.test', to: 'a.test' }, first: 'b.test' },
    ]);
    raw.send("<db:result from='conf.b.test' to='a.test'>key</db:result>");
    expect(await raw.until('</db:result>')).to.contain('<not-acceptable ');
    raw.send("<message from='x@c.test' to='y@a.test'><body>x</body></message>");
    expect(await raw.untilEnd()).to.contain('<invalid-from ');
    expect(a.received.length).to.equal(1);
  });

  it('takes no stanza before its own domain is believed, with bidi neither', async () => {
    const offered = "<stream:features><bidi xmlns='urn:xmpp:features:bidi'/></stream:features>";
    const { raw, one } = await begin({}, offered, true);
    raw.send("<message from='x@b.test' to='y@a.test'><body>x</body></message>");
    await expectFailure(one, 'unreachable', 0);
    expect(a.received).to.deep.equal([]);
  });

  it('cuts a peer off that does not read, and loses what it did not', async () => {
    const { raw } = await begin({ maxUnread: 100_000 });
    raw.send(valid);
    await raw.until('</message>');
    raw.pause();
    const long = 'x'.repeat(90_000);
    const sent = Array.from({ length: 100 }, () => a.send('b.test', long));
    await a.until(() => sent.some(({ failures }) => failures.length > 0));
    expect(sent.at(-1)?.failures).to.have.length(1);
  });
});
