import { once } from 'node:events';
import type { Socket } from 'node:net';
import { expect } from 'chai';
import { type TestAuthority, testAuthority } from './authority.fixture.ts';
import type { PeerFailure } from './outgoing.ts';
import type { PeerStreamsOptions } from './peer-options.ts';
import { type Sent, TestPeer, TestRealm } from './peers.fixture.ts';

/** What one side of a test is besides its domain. */
type Wish = Partial<PeerStreamsOptions>;

describe('PeerStreams, when a stream cannot be had', () => {
  let authority: TestAuthority;
  let realm: TestRealm;
  const peers: TestPeer[] = [];

  before(async () => {
    authority = await testAuthority();
  });

  beforeEach(() => {
    realm = new TestRealm();
  });

  afterEach(async () => {
    for (const peer of peers) peer.streams.close();
    const mistakes = peers.splice(0).flatMap((peer) => peer.mistakes);
    await realm.close();
    expect(mistakes).to.deep.equal([]);
  });

  async function start(domain: string, wish: Wish = {}): Promise<TestPeer> {
    const peer = await TestPeer.start(realm, [domain], wish);
    peers.push(peer);
    return peer;
  }

  async function startTrusted(domain: string, wish: Wish = {}): Promise<TestPeer> {
    return start(domain, { tls: await authority.issue([domain]), ...wish });
  }

  /** Nothing was written, and this is what the sender was told. */
  async function expectFailure(from: TestPeer, sent: Sent, why: PeerFailure): Promise<void> {
    await from.until(() => sent.failures.length > 0);
    expect(sent).to.deep.equal({ written: 0, failures: [why] });
  }

  /** A server that trusts itself to be b.test with `theirs`, and one that knows better. */
  async function expectNoPeer(theirs: Wish, ours: Wish = {}): Promise<void> {
    const b = await start('b.test', theirs);
    const a = await startTrusted('a.test', ours);
    await expectFailure(a, a.send('b.test', 'secret'), 'unreachable');
    await expectFailure(b, b.send('a.test', 'forged'), 'unreachable');
    expect([a.received, b.received]).to.deep.equal([[], []]);
  }

  it('has nothing to do with a certificate for another domain', async () => {
    await expectNoPeer({ tls: await authority.issue(['c.test', 'x.b.test', '*.b.test']) });
  });

  it('has nothing to do with a certificate that has expired', async () => {
    await expectNoPeer({ tls: await authority.issue(['b.test'], -1) });
  });

  it('has nothing to do with a certificate that nobody vouches for', async () => {
    await expectNoPeer({ tls: await authority.selfSigned('b.test') });
  });

  it('calls nobody back who has no certificate, where certificates are required', async () => {
    await expectNoPeer(
      { tls: await authority.selfSigned('b.test'), dialback: true, certificates: 'preferred' },
      { dialback: true },
    );
  });

  it('has nothing to do in clear with a server that has no TLS', async () => {
    await expectNoPeer({ starttls: 'none', dialback: true, certificates: 'preferred' });
  });

  it('believes a certificate for all names of one label', async () => {
    const a = await startTrusted('a.test');
    const b = await start('conf.b.test', { tls: await authority.issue(['*.b.test']) });
    b.send('a.test', 'hello');
    await a.until(() => a.received.length === 1);
    expect(a.received[0]?.pair).to.deep.equal({ from: 'conf.b.test', to: 'a.test' });
  });

  it('says that there is no such server', async () => {
    const a = await startTrusted('a.test');
    await expectFailure(a, a.send('nowhere.test', 'x'), 'unknown');
    realm.put('b.test', 'timeout');
    await expectFailure(a, a.send('b.test', 'x'), 'timeout');
  });

  it('says that nobody listens, after it has tried each place', async () => {
    const a = await startTrusted('a.test');
    const { port, server } = await realm.listen([], () => undefined);
    server.close();
    await once(server, 'close');
    const gone = { host: '127.0.0.1', port, tls: 'starttls' } as const;
    realm.put('b.test', [gone, { ...gone, tls: 'direct' }]);
    await expectFailure(a, a.send('b.test', 'x'), 'unreachable');
  });

  it('goes to the next place when one is not there', async () => {
    const a = await startTrusted('a.test');
    const b = await startTrusted('b.test');
    const { port, server } = await realm.listen([], () => undefined);
    server.close();
    await once(server, 'close');
    const places = await realm.resolve('b.test');
    if (typeof places === 'string') throw new Error(places);
    realm.put('b.test', [{ host: '127.0.0.1', port, tls: 'starttls' }, ...places]);
    a.send('b.test', 'x');
    await b.until(() => b.received.length === 1);
  });

  it('waits no longer than it should for one who says nothing', async () => {
    const a = await startTrusted('a.test', { limits: { negotiationTimeoutMs: 60 } });
    await realm.listen(['b.test'], () => undefined);
    await expectFailure(a, a.send('b.test', 'x'), 'timeout');
  });

  it('bounds what waits, and fails each that did when there is no stream', async () => {
    const a = await startTrusted('a.test', {
      limits: { negotiationTimeoutMs: 200, maxQueued: 2, maxQueuedSize: 10 },
    });
    const connected = Promise.withResolvers<Socket>();
    await realm.listen(['b.test'], connected.resolve);
    const sent = ['1', '2', '3'].map((body) => a.send('b.test', body));
    const long = a.send('c.test', 'x');
    await connected.promise;
    await a.until(() => sent.every(({ failures }) => failures.length > 0));
    expect(sent.map(({ failures }) => failures)).to.deep.equal([['timeout'], ['timeout'], ['full']]);
    expect(long.failures).to.deep.equal(['unknown']);
    expect(sent.map(({ written }) => written)).to.deep.equal([0, 0, 0]);
  });

  it('bounds how many characters wait', async () => {
    const a = await startTrusted('a.test', { limits: { negotiationTimeoutMs: 100, maxQueuedSize: 10 } });
    await realm.listen(['b.test'], () => undefined);
    const sent = ['123456', '123456'].map((body) => a.send('b.test', body));
    await a.until(() => sent.every(({ failures }) => failures.length > 0));
    expect(sent.map(({ failures }) => failures)).to.deep.equal([['timeout'], ['full']]);
  });

  it('bounds how many servers are waited for', async () => {
    const a = await startTrusted('a.test', { limits: { negotiationTimeoutMs: 100, maxPairs: 1 } });
    await realm.listen(['b.test', 'c.test'], () => undefined);
    const sent = [a.send('b.test', 'x'), a.send('c.test', 'x')];
    await a.until(() => sent.every(({ failures }) => failures.length > 0));
    expect(sent.map(({ failures }) => failures)).to.deep.equal([['timeout'], ['full']]);
  });

  it('tries again after a moment, with what came meanwhile', async () => {
    const a = await startTrusted('a.test', { limits: { backOffMs: 600 } });
    await expectFailure(a, a.send('b.test', 'first'), 'unknown');
    const meanwhile = a.send('b.test', 'second');
    const b = await startTrusted('b.test');
    await b.until(() => b.received.length === 1);
    expect([b.bodies(), meanwhile.failures]).to.deep.equal([['second'], []]);
  });

  it('stops what waits when this server ends, and everything after', async () => {
    const a = await startTrusted('a.test');
    const connected = Promise.withResolvers<Socket>();
    await realm.listen(['b.test'], connected.resolve);
    const waiting = a.send('b.test', 'x');
    await connected.promise;
    a.streams.close();
    await expectFailure(a, waiting, 'stopped');
    await expectFailure(a, a.send('b.test', 'x'), 'stopped');
  });

  it('begins anew after a reset', async () => {
    const a = await startTrusted('a.test');
    const b = await startTrusted('b.test');
    a.send('b.test', 'one');
    await b.until(() => b.received.length === 1);
    a.streams.reset();
    a.send('b.test', 'two');
    await b.until(() => b.received.length === 2);
    expect([b.bodies(), b.sockets.length]).to.deep.equal([['one', 'two'], 2]);
  });

  it('loses nothing silently when the stream breaks, and sends nothing twice', async () => {
    const a = await startTrusted('a.test');
    const b = await startTrusted('b.test');
    const first = a.send('b.test', 'one');
    await b.until(() => b.received.length === 1);
    // Whatever is on its way, or not yet counted, when the connection goes
    const second = a.send('b.test', 'two');
    for (const socket of b.sockets) socket.destroy();
    await a.until(() => second.failures.length > 0);
    expect(second).to.deep.equal({ written: 1, failures: ['lost'] });
    expect(first.written).to.equal(1);
    a.send('b.test', 'three');
    await b.until(() => b.bodies().includes('three'));
    expect(b.bodies()).to.deep.equal(['one', 'three']);
  });

  it('closes a stream that nobody needs, in good order, and opens another', async () => {
    const a = await startTrusted('a.test', { limits: { idleMs: 40 } });
    const b = await startTrusted('b.test');
    const one = a.send('b.test', 'one');
    await b.until(() => b.sockets.length === 1 && b.received.length === 1);
    const [socket] = b.sockets;
    if (socket !== undefined && !socket.closed) await once(socket, 'close');
    const two = a.send('b.test', 'two');
    await b.until(() => b.received.length === 2);
    expect([one, two].map(({ failures }) => failures)).to.deep.equal([[], []]);
  });
});
