import { once } from 'node:events';
import { connect } from 'node:net';
import { expect } from 'chai';
import { type PeerHost, startPeerHost } from './index.ts';
import type { PeerObserver } from './peer-observer.ts';

describe('what a server under test writes to a server that the harness plays', () => {
  let host: PeerHost;
  const pieces: string[] = [];
  const observer: PeerObserver = {
    wire: (_connection, _peer, direction, raw) => {
      if (direction === 'received') pieces.push(raw);
    },
    connection: () => undefined,
    query: () => undefined,
  };

  before(async () => {
    host = await startPeerHost(['b.test'], { claims: {}, hosts: {} });
  });
  after(() => host.stop());

  const header = `<stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams' xmlns:x='urn:example:x' from='a.test' to='b.test' version='1.0'>`;

  /** All that was told of a connection on which this came, in a part that ended with it open. */
  async function told(text: string, awaited: string): Promise<string[]> {
    pieces.length = 0;
    const place = host.routes['b.test'];
    if (!place) throw new Error('no place');
    const peers = await host.begin({ host: '127.0.0.1', port: 1 }, ['a.test'], observer);
    await peers.begin();
    const heard: string[] = [];
    const account = { user: 'x', domain: 'b.test', resource: 'h', isRaw: false };
    const told = { stanza: (_: string, raw: string) => heard.push(raw), stream: () => undefined };
    const actor = peers.join('xenia', account, told);
    const came = new Promise<void>((resolve) => {
      actor.onArrival(({ text: raw }) => {
        if (raw.includes(awaited)) resolve();
      });
    });
    const socket = connect(place).setEncoding('utf8');
    await once(socket, 'connect');
    socket.resume();
    socket.write(header + text);
    await came;
    await peers.end();
    socket.destroy();
    return [...heard, '', ...pieces];
  }

  it('is told to the last byte, an element that never ended too', async () => {
    const all = await told("<message to='x@b.test'><body>one</body></message><message><body>secr", 'one');
    expect(all.at(-1)).to.equal('<message><body>secr');
  });

  it('is read with what the header declares', async () => {
    const all = await told("<message to='x@b.test'><x:note/><body>two</body></message>", 'two');
    expect(all[0]).to.contain("xmlns:x='urn:example:x'");
  });
});
