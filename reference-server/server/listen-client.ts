import { randomUUID } from 'node:crypto';
import { serialize } from '#xml';
import type { Origin } from '../enforcement/index.ts';
import { capabilities, leave } from '../services/index.ts';
import {
  ClientStream,
  type ClientStreamOptions,
  type Jid,
  StreamError,
  withResource,
} from '../xmpp/index.ts';
import { ClientSession } from './client-session.ts';
import type { Connection } from './entrances/entrance-listener.ts';
import type { ImDomain } from './im-domain.ts';
import { releaseOffline } from './offline.ts';
import { receive } from './receive.ts';

/** What client connections need besides the domain. */
export interface ClientPort extends Omit<ClientStreamOptions, 'bind' | 'admit'> {
  /** The streams that are open, logged in or not: whoever stops the server ends them. */
  readonly streams: Set<ClientStream>;
  /** Most sessions that one account may have at once. */
  readonly sessionsPerAccount: number;
}

/** A connection that has just come in. Where it comes from is known before anything is read from it. */
export async function accept(connection: Connection, domain: ImDomain, port: ClientPort): Promise<void> {
  const origin = await domain.originOf(connection.address);
  if (!connection.socket.destroyed) open(connection, origin, domain, port);
}

/** One connection: a stream, then a session on it, until either side ends it. */
function open(connection: Connection, origin: Origin, domain: ImDomain, port: ClientPort): void {
  const { transport, canStartTls, pending } = connection;
  let session: ClientSession | undefined;
  // The domain of the account, once there is one: a connection may be for any that the server has
  let own = domain;
  const options: ClientStreamOptions = {
    ...port,
    starttls: canStartTls ? port.starttls : 'none',
    admit: (user) => domain.admit({ jid: user, origin }),
    capabilities: (name) => serialize(capabilities(domain.at(name) ?? domain)),
    bind: (user, wanted) => addressFor(user, wanted, domain, port.sessionsPerAccount),
  };
  const stream = new ClientStream(transport, options, {
    onBound(client) {
      pending.leave();
      own = domain.at(client.jid.domain) ?? domain;
      session = new ClientSession(client, origin, stream);
      domain.sessions.add(session);
    },
    onElement(element) {
      if (session === undefined) return;
      const wasAway = session.presence === undefined || session.priority < 0;
      receive(session, element, own);
      if (wasAway) releaseOffline(session, own);
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

/**
 * The resource that was wanted; a session that has it already makes place (RFC 6120 §7.7.2.2). `undefined`: the account has
 * as many sessions as it may have.
 */
function addressFor(
  user: Jid,
  wanted: string | undefined,
  { sessions }: ImDomain,
  sessionsPerAccount: number,
): Jid | undefined {
  const own = randomUUID();
  const jid = withResource(user, wanted ?? own) ?? withResource(user, own) ?? user;
  sessions.find(jid)?.close(new StreamError('conflict'));
  return sessions.ofUser(user.bare).length < sessionsPerAccount ? jid : undefined;
}
