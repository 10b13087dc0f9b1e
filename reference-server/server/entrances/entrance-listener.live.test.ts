import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { connect, type Server, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { expect } from 'chai';
import type { Origin } from '../../enforcement/index.ts';
import { ClientStream, credentialsFrom, type TlsIdentity, withResource } from '../../xmpp/index.ts';
import { makeIdentity } from '../../xmpp/stream/identity.fixture.ts';
import { RawClient } from '../../xmpp/stream/raw-client.fixture.ts';
import { WebSocketClient } from '../../xmpp/stream/web-socket-client.fixture.ts';
import { listen, stopListening } from '../endpoint.ts';
import { readRange } from '../locations/address-range.ts';
import { BoshSessions } from './bosh-sessions.ts';
import type { EntranceKind } from './entrance.ts';
import { type EntranceParts, entranceListener } from './entrance-listener.ts';
import { PendingConnections, type PendingLimits } from './pending-connections.ts';
import { trustedProxies } from './trusted-proxies.ts';
import { webSocketUpgrades } from './web-socket-upgrades.ts';

describe('an entrance', () => {
  let tls: { identity: TlsIdentity; cert: string };
  let server: Server;
  let port: number;
  /** Where the connections that came in come from, and whether each could start TLS. */
  let came: (readonly [address: string, canStartTls: boolean])[];
  let sockets: Socket[];

  before(async () => {
    tls = await makeIdentity('a.test');
  });

  beforeEach(() => {
    came = [];
    sockets = [];
  });

  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    await stopListening(server, 1);
  });

  async function serve(
    kind: EntranceKind,
    options: { proxyProtocol?: boolean; limits?: PendingLimits; upgradeTimeoutMs?: number } = {},
  ): Promise<void> {
    const {
      proxyProtocol = false,
      limits = { total: 99, perAddress: 99 },
      upgradeTimeoutMs = 5000,
    } = options;
    const range = readRange('127.0.0.8');
    const entrance = { kind, at: { host: '127.0.0.1', port: 0 }, proxyProtocol };
    const pending = new PendingConnections(limits);
    const take: EntranceParts['take'] = ({ transport, address, canStartTls, pending: one }) => {
      came.push([address, canStartTls]);
      new ClientStream(transport, base, {
        onBound: one.leave,
        onElement: () => undefined,
        onClosed: () => undefined,
      });
    };
    const originOf = (address: string): Promise<Origin> => Promise.resolve({ address, names: [] });
    server = entranceListener(entrance, {
      proxies: trustedProxies(typeof range === 'string' ? [] : [range]),
      pending,
      identity: tls.identity,
      upgrades: webSocketUpgrades(20_000),
      upgradeTimeoutMs,
      bosh: new BoshSessions({ pending, followsClients: true, originOf, take }),
      boshLimits: { maxBytes: 20_000, maxDepth: 20 },
      report: () => undefined,
      take,
    });
    const address = await listen(server, entrance.at);
    port = Number(address.slice(address.lastIndexOf(':') + 1));
  }

  /** A connection in clear from one of this machine's addresses, with its first bytes sent. */
  async function knock(localAddress: string, bytes: string | Buffer = ''): Promise<Socket> {
    const socket = connect({ port, host: '127.0.0.1', localAddress });
    sockets.push(socket);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    if (bytes.length > 0) socket.write(bytes);
    return socket;
  }

  /** What a connection is sent until it ends. */
  async function heard(socket: Socket): Promise<string> {
    let text = '';
    socket.on('data', (bytes: Buffer) => {
      text += bytes.toString();
    });
    await once(socket, 'close');
    return text;
  }

  function webSocket(localAddress: string, headers: Record<string, string> = {}): Promise<WebSocketClient> {
    return WebSocketClient.connect(`ws://127.0.0.1:${port}/xmpp-websocket`, { localAddress, headers });
  }

  const header = 'PROXY TCP4 192.0.2.1 127.0.0.1 50000 5222\r\n';
  const opening =
    "<stream:stream to='a.test' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

  describe('over TCP', () => {
    it('gives a connection with its own address, TLS still to come', async () => {
      await serve('client');
      const socket = await knock('127.0.0.2', opening);
      await once(socket, 'data');
      expect(came).to.deep.equal([['127.0.0.2', true]]);
    });

    it('begins with TLS, and takes the protocol that XMPP has there', async () => {
      await serve('clientTls');
      const socket = connectTls({
        port,
        host: '127.0.0.1',
        ca: tls.cert,
        servername: 'a.test',
        ALPNProtocols: ['h2', 'xmpp-client'],
      });
      sockets.push(socket);
      await once(socket, 'secureConnect');
      expect([socket.alpnProtocol, came]).to.deep.equal(['xmpp-client', [['127.0.0.1', false]]]);
    });

    it('outlives whoever speaks no TLS, and whoever breaks off', async () => {
      await serve('clientTls');
      await heard(await knock('127.0.0.2', opening));
      (await knock('127.0.0.2', 'x')).resetAndDestroy();
      const client = await RawClient.connectTls(port, tls.cert);
      expect(await client.open()).to.include('</stream:features>');
      client.drop();
    });

    it('knows no proxy where none is to come: its header is no XML', async () => {
      await serve('client');
      expect(await heard(await knock('127.0.0.8', header))).to.contain('not-well-formed');
      expect(came).to.deep.equal([['127.0.0.8', true]]);
    });
  });

  describe('behind a proxy', () => {
    it('believes the header of a trusted one, and reads on behind it', async () => {
      await serve('client', { proxyProtocol: true });
      const socket = await knock('127.0.0.8', header + opening);
      const answer = await new Promise<Buffer>((resolve) => socket.once('data', resolve));
      expect(came).to.deep.equal([['192.0.2.1', true]]);
      expect(answer.toString()).to.contain('<stream:stream ');
    });

    it('reads a header in pieces, and then TLS', async () => {
      await serve('clientTls', { proxyProtocol: true });
      const socket = await knock('127.0.0.8');
      for (const character of header) {
        socket.write(character);
        await new Promise(setImmediate);
      }
      const secured = connectTls({ socket, ca: tls.cert, servername: 'a.test' });
      await once(secured, 'secureConnect');
      expect(came).to.deep.equal([['192.0.2.1', false]]);
    });

    it('reads a header and TLS that come in one piece, and a WebSocket behind both', async () => {
      await serve('webSocketTls', { proxyProtocol: true });
      const socket = await knock('127.0.0.8');
      socket.cork();
      socket.write(header);
      const secured = connectTls({ socket, ca: tls.cert, servername: 'a.test' });
      process.nextTick(() => {
        socket.uncork();
      });
      await once(secured, 'secureConnect');
      secured.write(
        'GET /xmpp-websocket HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
          'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n' +
          'Sec-WebSocket-Protocol: xmpp\r\nX-Forwarded-For: 192.0.2.9\r\n\r\n',
      );
      await once(secured, 'data');
      expect(came).to.deep.equal([['192.0.2.1', false]]);
    });

    it("takes the proxy's own connection for its own", async () => {
      await serve('client', { proxyProtocol: true });
      const local = Buffer.from('0d0a0d0a000d0a515549540a20000000', 'hex');
      await once(await knock('127.0.0.8', Buffer.concat([local, Buffer.from(opening)])), 'data');
      expect(came).to.deep.equal([['127.0.0.8', true]]);
    });

    for (const [what, from, bytes] of [
      ['anybody else, with a header', '127.0.0.2', header + opening],
      ['anybody else, without', '127.0.0.2', opening],
      ['a trusted proxy without a header', '127.0.0.8', opening],
      ['a trusted proxy with a header that is none', '127.0.0.8', 'PROXY UNKNOWN\r\n'],
    ] as const) {
      it(`closes the door to ${what}`, async () => {
        await serve('client', { proxyProtocol: true });
        expect([await heard(await knock(from, bytes)), came]).to.deep.equal(['', []]);
      });
    }
  });

  describe('over WebSocket', () => {
    it('gives a connection once the handshake is done, in clear or under TLS', async () => {
      await serve('webSocket');
      const client = await webSocket('127.0.0.2');
      expect([client.protocol, came]).to.deep.equal(['xmpp', [['127.0.0.2', false]]]);
      expect((await client.open())[1])
        .to.contain('SCRAM-SHA-256')
        .and.not.contain('PLAIN');
      client.drop();
      await stopListening(server, 1);
      await serve('webSocketTls');
      const options = { ca: tls.cert, servername: 'a.test' };
      const secured = await WebSocketClient.connect(`wss://127.0.0.1:${port}/xmpp-websocket`, options);
      expect((await secured.open())[1]).to.contain('PLAIN');
      secured.drop();
    });

    it('believes what a trusted proxy says of where it comes from, and nobody else', async () => {
      await serve('webSocket');
      for (const [from, headers] of [
        ['127.0.0.8', { 'X-Forwarded-For': '198.51.100.1, 192.0.2.1' }],
        ['127.0.0.8', { Forwarded: 'for=192.0.2.2' }],
        ['127.0.0.8', {}],
        ['127.0.0.2', { 'X-Forwarded-For': '192.0.2.3', Forwarded: 'for=192.0.2.3' }],
      ] as const)
        (await webSocket(from, headers)).drop();
      expect(came.map(([address]) => address)).to.deep.equal(['192.0.2.1', '192.0.2.2', '', '127.0.0.2']);
    });

    it('refuses what a trusted proxy cannot have meant', async () => {
      await serve('webSocket');
      const refusal: unknown = await webSocket('127.0.0.8', {
        'X-Forwarded-For': '192.0.2.1',
        Forwarded: 'for=192.0.2.2',
      }).catch((error: unknown) => error);
      expect([String(refusal), came]).to.deep.equal(['Error: Unexpected server response: 400', []]);
    });

    for (const [what, path, status] of [
      ['another page', '/', 404],
      ['its own page without a handshake', '/xmpp-websocket?x', 426],
    ] as const) {
      it(`answers a request for ${what} with ${status}, and ends the connection`, async () => {
        await serve('webSocket');
        const request = get({ port, host: '127.0.0.1', path, agent: false });
        const response = await new Promise<IncomingMessage>((resolve) => request.on('response', resolve));
        response.resume();
        expect([response.statusCode, response.headers.connection]).to.deep.equal([status, 'close']);
        await once(response, 'close');
      });
    }

    for (const [what, [part, instead], status] of [
      ['another page', ['/xmpp-websocket', '/'], 404],
      ['another subprotocol', ['Protocol: chat, xmpp', 'Protocol: chat'], 400],
      ['no subprotocol', ['Sec-WebSocket-Protocol: chat, xmpp\r\n', ''], 400],
      ['another version', ['Version: 13', 'Version: 12'], 400],
      ['another method', ['GET', 'POST'], 405],
      ['no key', ['Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n', ''], 400],
      ['a head too long', ['Host: a', `Host: ${'a'.repeat(10_000)}`], 431],
      ['what is no HTTP', ['HTTP/1.1', 'SPDY'], 400],
    ] as const) {
      it(`answers a handshake with ${what} by ${status}`, async () => {
        await serve('webSocket');
        const good =
          'GET /xmpp-websocket HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
          'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n' +
          'Sec-WebSocket-Protocol: chat, xmpp\r\n\r\n';
        const answer = await heard(await knock('127.0.0.1', good.replace(part, instead)));
        expect([answer.slice(0, 12), came]).to.deep.equal([`HTTP/1.1 ${status}`, []]);
      });
    }

    it('compresses nothing, and takes no message that is longer than a stanza may be', async () => {
      await serve('webSocket');
      const client = await webSocket('127.0.0.1');
      await client.open();
      client.send('x'.repeat(20_001));
      expect((await client.untilEnd()).code).to.equal(1009);
    });

    it('waits for a handshake as long as it may, and no longer', async () => {
      await serve('webSocket', { upgradeTimeoutMs: 20 });
      expect(await heard(await knock('127.0.0.1', 'GET /xmpp-websocket HTTP/1.1\r\n'))).to.equal('');
    });
  });

  describe('with bounds', () => {
    it('refuses one connection too many until one has left or has a session', async () => {
      await serve('client', { limits: { total: 2, perAddress: 9 } });
      const first = await RawClient.connect(port);
      await first.open();
      const second = await knock('127.0.0.2', opening);
      await once(second, 'data');
      expect(await heard(await knock('127.0.0.3', opening))).to.equal('');
      await first.logIn('juliet', 'secret');
      await first.bind('balcony');
      const third = await knock('127.0.0.3', opening);
      await once(third, 'data');
      expect(came.map(([address]) => address)).to.deep.equal(['127.0.0.1', '127.0.0.2', '127.0.0.3']);
      first.drop();
    });

    it('refuses one too many from an address, and counts those behind a proxy one by one', async () => {
      await serve('webSocket', { limits: { total: 9, perAddress: 1 } });
      const first = await webSocket('127.0.0.2');
      const refused: unknown = await webSocket('127.0.0.2').catch((error: unknown) => error);
      const behind = await webSocket('127.0.0.8', { 'X-Forwarded-For': '192.0.2.1' });
      const other = await webSocket('127.0.0.8', { 'X-Forwarded-For': '192.0.2.2' });
      const again: unknown = await webSocket('127.0.0.8', { 'X-Forwarded-For': '192.0.2.1' }).catch(
        (error: unknown) => error,
      );
      expect(refused).to.be.instanceOf(Error);
      expect(String(again)).to.equal('Error: Unexpected server response: 503');
      for (const client of [first, behind, other]) client.drop();
    });
  });
});

const secret = credentialsFrom('secret');

const base = {
  domains: new Set(['a.test']),
  starttls: 'none',
  decoySecret: Buffer.from('decoy'),
  credentialsOf: (user: string) => (user === 'juliet' ? secret : undefined),
  admit: () => ({ allowed: true }),
  bind: (user: Parameters<typeof withResource>[0], wanted = 'made') => withResource(user, wanted) ?? user,
} as const;
