import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { boshPath } from './bosh-requests.ts';

/** Where clients ask for a WebSocket. */
const path = '/xmpp-websocket';

/** Longest head of a request, in bytes. */
const maxHeadBytes = 8192;

/** Connections that ask for a WebSocket. */
export interface WebSocketUpgrades {
  /** Takes a connection; `come` is asked once the client has said all that a handshake takes. */
  take(socket: Socket, come: UpgradeListener): void;
}

export interface UpgradeListener {
  /** May there be a WebSocket for a request with these headers? A number is the status that it is refused with. */
  admit(headers: IncomingHttpHeaders): true | number;
  /** The handshake is done. */
  open(webSocket: WebSocket): void;
  /** A request for BOSH begins; whoever takes it answers it. */
  post(request: IncomingMessage, response: ServerResponse): void;
}

/**
 * HTTP as far as a WebSocket begins with it: `GET /xmpp-websocket` with the subprotocol `xmpp`; and requests for BOSH, which
 * are passed on. Every other request gets an error, and its connection ends. Nothing is compressed.
 *
 * Source: RFC 6455 §4.2; RFC 7395 §3.1.
 */
export function webSocketUpgrades(maxPayload: number): WebSocketUpgrades {
  const listeners = new WeakMap<Duplex, UpgradeListener>();
  const webSockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    handleProtocols: () => subprotocol,
    maxPayload,
  });
  const http = createServer({ maxHeaderSize: maxHeadBytes });
  http.on('request', (request, response) => {
    const listener = listeners.get(request.socket);
    if (pathOf(request) === boshPath && listener !== undefined) {
      listener.post(request, response);
      return;
    }
    const status = pathOf(request) === path ? 426 : 404;
    const upgrade = status === 426 ? { upgrade: 'websocket' } : {};
    response.writeHead(status, { ...upgrade, connection: 'close' }).end();
  });
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const listener = listeners.get(socket);
    const refusal = listener === undefined ? 500 : refusalOf(request, listener);
    if (listener === undefined || refusal !== undefined) {
      refuse(socket, refusal ?? 500);
      return;
    }
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      listener.open(webSocket);
    });
  });
  return {
    take: (socket, listener) => {
      listeners.set(socket, listener);
      http.emit('connection', socket);
    },
  };
}

/** RFC 7395 §3.1. */
const subprotocol = 'xmpp';

/** Why there is no WebSocket for a request, as an HTTP status. */
function refusalOf(request: IncomingMessage, listener: UpgradeListener): number | undefined {
  if (pathOf(request) !== path) return 404;
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  if (!offered.includes(subprotocol)) return 400;
  const admitted = listener.admit(request.headers);
  return admitted === true ? undefined : admitted;
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?')[0] ?? '';
}

function refuse(socket: Duplex, status: number): void {
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}
