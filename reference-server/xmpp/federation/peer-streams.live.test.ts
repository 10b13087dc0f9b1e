import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import { type TestAuthority, testAuthority } from './authority.fixture.ts';
import { TestPeer, TestRealm } from './peers.fixture.ts';

describe('PeerStreams', () => {
  let authority: TestAuthority;
  let realm: TestRealm;
  const peers: TestPeer[] = [];

  async function start(
    ...arguments_: Parameters<typeof TestPeer.start> extends [unknown, ...infer Rest] ? Rest : never
  ): Promise<TestPeer> {
    const peer = await TestPeer.start(realm, ...arguments_);
    peers.push(peer);
    return peer;
  }

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

  /** A message each way, with both domains as they were proved. */
  async function exchange(a: TestPeer, b: TestPeer): Promise<void> {
    const sent = [a.send('b.test', 'one'), a.send('b.test', 'two')];
    await b.until(() => b.received.length === 2);
    const answer = b.send('a.test', 'three');
    await a.until(() => a.received.length === 1);
    expect(b.received).to.deep.equal([
      { body: 'one', pair: { from: 'a.test', to: 'b.test' }, first: 'a.test' },
      { body: 'two', pair: { from: 'a.test', to: 'b.test' }, first: 'a.test' },
    ]);
    expect(a.received).to.deep.equal([
      { body: 'three', pair: { from: 'b.test', to: 'a.test' }, first: 'b.test' },
    ]);
    for (const each of [...sent, answer]) expect(each).to.deep.equal({ written: 1, failures: [] });
  }

  it('federates by STARTTLS and certificates', async () => {
    const a = await start(['a.test'], { tls: await authority.issue(['a.test']) });
    const b = await start(['b.test'], { tls: await authority.issue(['b.test']) });
    await exchange(a, b);
    expect([a.sockets.length, b.sockets.length]).to.deep.equal([1, 1]);
  });

  it('federates by TLS from the first byte', async () => {
    const a = await start(['a.test'], { tls: await authority.issue(['a.test']), direct: true });
    const b = await start(['b.test'], { tls: await authority.issue(['b.test']), direct: true });
    await exchange(a, b);
  });

  it('federates by dialback in clear', async () => {
    const clear = { dialback: true, certificates: 'preferred' } as const;
    const a = await start(['a.test'], clear);
    const b = await start(['b.test'], clear);
    await exchange(a, b);
    expect([a.sockets.length, b.sockets.length]).to.deep.equal([2, 2]);
  });

  it('federates by dialback over TLS with certificates that nobody vouches for', async () => {
    const options = { dialback: true, certificates: 'preferred' } as const;
    const a = await start(['a.test'], { ...options, tls: await authority.selfSigned('a.test') });
    const b = await start(['b.test'], { ...options, tls: await authority.selfSigned('b.test') });
    await exchange(a, b);
  });

  it('sends both ways on one stream with bidi, by certificate', async () => {
    const a = await start(['a.test'], { bidi: true, tls: await authority.issue(['a.test']) });
    const b = await start(['b.test'], { bidi: true, tls: await authority.issue(['b.test']) });
    await exchange(a, b);
    expect([a.sockets.length, b.sockets.length]).to.deep.equal([0, 1]);
  });

  it('sends on the stream of the other side what waits until one of its own can be tried', async () => {
    const a = await start(['a.test'], {
      bidi: true,
      tls: await authority.issue(['a.test']),
      limits: { backOffMs: 3_600_000 },
    });
    const first = a.send('b.test', 'one');
    await a.until(() => first.failures.length > 0);
    a.send('b.test', 'two');
    const b = await start(['b.test'], { bidi: true, tls: await authority.issue(['b.test']) });
    b.send('a.test', 'three');
    await b.until(() => b.received.length === 1);
    expect([first.failures, b.bodies(), b.sockets.length]).to.deep.equal([['unknown'], ['two'], 0]);
  });

  it('lets the domains below one parent take no more than their share of what it sends to', async () => {
    const a = await start(['a.test'], {
      tls: await authority.issue(['a.test']),
      limits: { maxPairs: 3, maxPairsPerParent: 2, backOffMs: 1 },
    });
    await start(['b.test'], { tls: await authority.issue(['b.test']) });
    const tls = await authority.issue(['c.test', 'x.c.test', 'y.c.test']);
    const c = await start(['c.test', 'x.c.test', 'y.c.test'], { tls });
    const ofC = ['c.test', 'x.c.test', 'y.c.test', 'c.test'].map((domain) => a.send(domain, 'there'));
    const ofB = a.send('b.test', 'there');
    const another = a.send('d.test', 'there');
    await c.until(() => c.received.length === 3);
    await a.until(() => another.failures.length > 0);
    expect(ofC.map(({ failures }) => failures)).to.deep.equal([[], [], ['full'], []]);
    expect([ofB.failures, another.failures]).to.deep.equal([[], ['full']]);
  });

  it('has the share of a parent again after its streams have ended', async () => {
    const a = await start(['a.test'], {
      tls: await authority.issue(['a.test']),
      limits: { maxPairsPerParent: 1, backOffMs: 1 },
    });
    const c = await start(['x.c.test', 'y.c.test'], { tls: await authority.issue(['x.c.test', 'y.c.test']) });
    a.send('x.c.test', 'one');
    await c.until(() => c.received.length === 1);
    a.streams.reset();
    a.send('y.c.test', 'two');
    await c.until(() => c.received.length === 2);
    const full = a.send('x.c.test', 'three');
    await a.until(() => full.failures.length > 0);
    for (const socket of c.sockets) socket.destroy();
    // Until the other end of the connection has heard of it
    let again = full;
    while (again.failures.length > 0) {
      await setImmediate();
      again = a.send('x.c.test', 'four');
      await Promise.resolve();
    }
    await c.until(() => c.received.length === 3);
    expect(c.bodies()).to.deep.equal(['one', 'two', 'four']);
  });

  it('sends both ways on one stream with bidi, by dialback', async () => {
    const options = { dialback: true, certificates: 'preferred', bidi: true } as const;
    const a = await start(['a.test'], options);
    const b = await start(['b.test'], options);
    await exchange(a, b);
    // One to verify the key of the stream
    expect([a.sockets.length, b.sockets.length]).to.deep.equal([1, 1]);
  });
});
