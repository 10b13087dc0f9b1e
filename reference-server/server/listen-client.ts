import { randomUUID } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { leave } from '../services/index.ts';
import {
  ClientStream,
  type ClientStreamOptions,
  type Jid,
  StreamError,
  withResource,
} from '../xmpp/index.ts';
import { ClientSession } from './client-session.ts';
import type { ImDomain } from './im-domain.ts';
import { releaseOffline } from './offline.ts';
import { receive } from './receive.ts';

/** What client connections need besides the domain. */
export interface ClientPort extends Omit<ClientStreamOptions, 'bind' | 'admit'> {
  /** The streams that are open, logged in or not: whoever stops the server ends them. */
  readonly streams: Set<ClientStream>;
}

/** Clients over TCP, who start TLS themselves. */
export function clientListener(domain: ImDomain, port: ClientPort): Server {
  return createServer((socket) => {
    accept(socket, domain, port);
  });
}

/** Clients that speak TLS from the first byte. XEP-0368. */
export function directTlsListener(
  domain: ImDomain,
  port: ClientPort,
  identity: { cert: Buffer; key: Buffer },
): Server {
  const server = createTlsServer({ ...identity, ALPNProtocols: ['xmpp-client'] }, (socket) => {
    accept(socket, domain, { ...port, starttls: 'none' });
  });
  // A handshake that fails ends its own connection and nothing else
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  return server;
}

/** One connection: a stream, then a session on it, until either side ends it. */
function accept(socket: Socket, domain: ImDomain, port: ClientPort): void {
  let session: ClientSession | undefined;
  const options: ClientStreamOptions = {
    ...port,
    admit: () => ({ allowed: true }),
    bind: (user, wanted) => addressFor(user, wanted, domain),
  };
  const stream = new ClientStream(socket, options, {
    onBound({ jid, lang }) {
      session = new ClientSession(jid, lang, stream);
      domain.sessions.add(session);
    },
    onElement(element) {
      if (session === undefined) return;
      const wasAway = session.presence === undefined || session.priority < 0;
      receive(session, element, domain);
      if (wasAway) releaseOffline(session, domain);
    },
    onClosed() {
      port.streams.delete(stream);
      if (session !== undefined) end(session, domain);
    },
  });
  port.streams.add(stream);
}

/** Nobody waits for the answer of a connection that is gone: a mistake here would end the process. */
function end(session: ClientSession, domain: ImDomain): void {
  domain.sessions.remove(session);
  try {
    leave(session, domain);
  } catch (mistake) {
    domain.report(mistake);
  }
}

/** The resource that was wanted; a session that has it already makes place. RFC 6120 §7.7.2.2. */
function addressFor(user: Jid, wanted: string | undefined, domain: ImDomain): Jid {
  const own = randomUUID();
  const jid = withResource(user, wanted ?? own) ?? withResource(user, own) ?? user;
  domain.sessions.find(jid)?.close(new StreamError('conflict'));
  return jid;
}
