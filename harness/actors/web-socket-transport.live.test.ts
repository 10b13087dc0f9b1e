import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer, type Server } from 'node:https';
import { expect } from 'chai';
import { type WebSocket, WebSocketServer } from 'ws';
import { makeCertificates } from '../targets/certificate.ts';
import type { Observer } from './actor.ts';
import { openSession } from './open-session.ts';
import type { ClientEndpoint } from './secure-socket.ts';

const account = { user: 'juliet', password: 'secret', resource: 'balcony' };
const silent: Observer = { stanza: () => undefined, stream: () => undefined };

describe('the client actor over WebSocket', () => {
  let server: Server;
  let endpoint: ClientEndpoint;
  let asked: { readonly headers: IncomingHttpHeaders; readonly from: string | undefined } | undefined;
  let met: (webSocket: WebSocket) => void;

  beforeEach(async () => {
    asked = undefined;
    met = () => undefined;
    const { ca, certificate, key } = await makeCertificates(['a.test']);
    server = createServer({ cert: certificate, key });
    const webSockets = new WebSocketServer({
      server,
      path: '/xmpp-websocket',
      handleProtocols: () => 'xmpp',
    });
    webSockets.on('connection', (webSocket, { headers, socket }) => {
      asked = { headers, from: socket.remoteAddress };
      met(webSocket);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    endpoint = { host: '127.0.0.1', port, domain: 'a.test', ca, tls: 'direct', webSocket: { headers: {} } };
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  function refusalOf(at: ClientEndpoint): Promise<unknown> {
    const signal = AbortSignal.timeout(2000);
    return openSession.client('juliet', account, at, silent, signal).catch((error: unknown) => error);
  }

  it('comes from its address with its headers, and opens the framing of a stream', async () => {
    const opened = new Promise<string>((resolve) => {
      met = (webSocket) => {
        webSocket.once('message', (data: Buffer) => {
          resolve(data.toString());
          webSocket.close();
        });
      };
    });
    const refused = refusalOf({
      ...endpoint,
      localAddress: '127.0.0.2',
      webSocket: { headers: { 'X-Forwarded-For': '127.0.0.3' } },
    });
    expect(await opened).to.match(/^<open .*xmlns="urn:ietf:params:xml:ns:xmpp-framing"/);
    expect([
      asked?.from,
      asked?.headers['x-forwarded-for'],
      asked?.headers['sec-websocket-protocol'],
    ]).to.deep.equal(['127.0.0.2', '127.0.0.3', 'xmpp']);
    expect(await refused).to.have.property('name', 'SessionError');
  });

  it('does not talk to a server whose certificate is for another domain', async () => {
    expect(await refusalOf({ ...endpoint, domain: 'b.test' })).to.have.property('name', 'SessionError');
    expect(asked).to.equal(undefined);
  });

  it('gives up on a server that does not answer', async () => {
    server.removeAllListeners('upgrade');
    server.on('upgrade', () => undefined);
    const refusal = openSession.client('juliet', account, endpoint, silent, AbortSignal.timeout(100));
    expect(await refusal.catch((error: unknown) => error)).to.have.property('name', 'SessionError');
  });
});
