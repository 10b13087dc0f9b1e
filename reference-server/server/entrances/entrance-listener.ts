import { createServer, type Server, type Socket } from 'node:net';
import { Deadline, overTcp, overWebSocket, secureSocket, type TlsIdentity } from '../../xmpp/index.ts';
import { canonicalAddress } from '../locations/address.ts';
import { awaitProxyHeader } from './await-proxy-header.ts';
import type { BoshLimits } from './bosh-requests.ts';
import type { BoshSessions } from './bosh-sessions.ts';
import type { Connection } from './connection.ts';
import type { Entrance } from './entrance.ts';
import { forwardedAddress } from './forwarded.ts';
import type { Pending, PendingConnections } from './pending-connections.ts';
import { takePosted } from './take-posted.ts';
import type { TrustedProxies } from './trusted-proxies.ts';
import type { WebSocketUpgrades } from './web-socket-upgrades.ts';

/** What all entrances of a server share. */
export interface EntranceParts {
  readonly proxies: TrustedProxies;
  readonly pending: PendingConnections;
  readonly identity: TlsIdentity;
  readonly upgrades: WebSocketUpgrades;
  readonly bosh: BoshSessions;
  readonly boshLimits: BoshLimits;
  /** How long a client may take to ask for a WebSocket, in milliseconds. */
  readonly upgradeTimeoutMs: number;
  /** Begins a stream. */
  take(connection: Connection): void;
  /** Our own mistake. */
  report(mistake: unknown): void;
}

/**
 * Listens for connections of one kind. On the way to a stream come, in this order and as far as the kind has them: the
 * header of a trusted proxy, TLS, the handshake of a WebSocket.
 */
export function entranceListener(entrance: Entrance, parts: EntranceParts): Server {
  return createServer((socket) => {
    enter(socket, entrance, parts);
  });
}

function enter(socket: Socket, { kind, proxyProtocol }: Entrance, parts: EntranceParts): void {
  quiet(socket);
  const peer = canonicalAddress(socket.remoteAddress ?? '');
  const pending = parts.pending.enter();
  if (pending !== undefined) socket.once('close', pending.leave);
  if (peer === undefined || pending === undefined || (proxyProtocol && !parts.proxies.trusts(peer))) {
    socket.destroy();
    return;
  }
  if (!proxyProtocol) begin({ socket, pending, kind, address: peer }, parts);
  else
    awaitProxyHeader(socket, (source = peer) => {
      begin({ socket, pending, kind, address: source }, parts);
    });
}

/** Whoever reads from it later hears of its errors too; until then they end it and nothing else. */
function quiet<Kind extends Socket>(socket: Kind): Kind {
  socket.on('error', () => undefined);
  return socket;
}

/** A connection whose other end is known, as far as its own bytes tell. */
interface Caller {
  readonly socket: Socket;
  readonly pending: Pending;
  readonly kind: Entrance['kind'];
  readonly address: string;
}

function begin({ socket, pending, kind, address }: Caller, parts: EntranceParts): void {
  // A proxy speaks for many: those behind it are counted one by one when their addresses are known
  const speaksForOthers = kind.startsWith('webSocket') && parts.proxies.trusts(address);
  if (!speaksForOthers && !pending.comesFrom(address)) {
    socket.destroy();
    return;
  }
  switch (kind) {
    case 'client':
      parts.take({ transport: overTcp(socket), socket, address, canStartTls: true, pending });
      return;
    case 'clientTls': {
      const secured = quiet(secureSocket(socket, parts.identity, ['xmpp-client']));
      parts.take({ transport: overTcp(secured), socket: secured, address, canStartTls: false, pending });
      return;
    }
    case 'webSocket':
      upgrade({ socket, pending, kind, address }, parts, speaksForOthers);
      return;
    case 'webSocketTls': {
      const secured = quiet(secureSocket(socket, parts.identity, ['http/1.1']));
      upgrade({ socket: secured, pending, kind, address }, parts, speaksForOthers);
    }
  }
}

function upgrade(caller: Caller, parts: EntranceParts, speaksForOthers: boolean): void {
  const { socket, pending } = caller;
  let { address } = caller;
  const idle = new Deadline();
  const awaitRequest = (): void => {
    if (!socket.destroyed) idle.set(parts.upgradeTimeoutMs, () => socket.destroy());
  };
  awaitRequest();
  socket.once('close', () => {
    idle.clear();
  });
  parts.upgrades.take(socket, {
    admit: (headers) => {
      if (!speaksForOthers) return true;
      const told = forwardedAddress(address, headers, parts.proxies);
      if (told === undefined) return 400;
      address = told;
      return pending.comesFrom(address) ? true : 503;
    },
    open: (webSocket) => {
      idle.clear();
      webSocket.pause();
      webSocket.on('error', () => undefined);
      parts.take({
        transport: overWebSocket(webSocket, socket),
        socket,
        address,
        canStartTls: false,
        pending,
      });
    },
    post: (request, response) => {
      response.once('close', awaitRequest);
      const came = (): void => {
        idle.clear();
      };
      takePosted(request, response, { ...caller, came }, parts).catch((mistake: unknown) => {
        socket.destroy();
        parts.report(mistake);
      });
    },
  });
}
