import { randomUUID } from 'node:crypto';
import { serialize } from '#xml';
import { type Origin, ownStanza } from '../enforcement/index.ts';
import { capabilities, leave, leaveAllRooms } from '../services/index.ts';
import {
  ClientStream,
  type ClientStreamOptions,
  type Jid,
  type ResumeRequest,
  type Resumption,
  StreamError,
  withResource,
} from '../xmpp/index.ts';
import { awaitRequests, keepUnsent } from './await-requests.ts';
import { ClientSession } from './client-session.ts';
import { deliver } from './deliver.ts';
import type { Connection } from './entrances/connection.ts';
import type { ImDomain } from './im-domain.ts';
import { keepUnacknowledged } from './management/keep-sent.ts';
import { resumableSession, resumeSession } from './management/resume-session.ts';
import { takeManagement } from './management/take-management.ts';
import { moveSession } from './move-session.ts';
import { releaseOffline } from './offline.ts';
import { receive } from './receive.ts';

/** What client connections need besides the domain. */
export interface ClientPort extends Omit<ClientStreamOptions, 'bind' | 'admit' | 'resume'> {
  /** The streams that are open, logged in or not: whoever stops the server ends them. */
  readonly streams: Set<ClientStream>;
  /** Most sessions that one account may have at once. */
  readonly sessionsPerAccount: number;
  /** Longest for which a session that lost its connection can be resumed. */
  readonly resumeSeconds: number;
}

/** A connection that has just come in. Where it comes from is known before anything is read from it. */
export async function accept(connection: Connection, domain: ImDomain, port: ClientPort): Promise<void> {
  const origin = connection.roaming?.origin ?? (await domain.originOf(connection.address));
  if (!connection.socket.destroyed) open(connection, origin, domain, port);
}

/** One connection: a stream, then a session on it, until either side ends it. */
function open(connection: Connection, cameFrom: Origin, domain: ImDomain, port: ClientPort): void {
  const { transport, canStartTls, pending, roaming } = connection;
  let origin = cameFrom;
  let session: ClientSession | undefined;
  let resumed: ClientSession | undefined;
  // The domain of the account, once there is one: a connection may be for any that the server has
  let own = domain;
  const options: ClientStreamOptions = {
    ...port,
    starttls: canStartTls ? port.starttls : 'none',
    admit: (user) => domain.admit({ jid: user, origin }),
    capabilities: (name) => serialize(capabilities(domain.at(name) ?? domain)),
    bind: (user, wanted) => addressFor(user, wanted, domain, port.sessionsPerAccount),
    // Over HTTP what was not sent is kept in another way (XEP-0124 §9)
    ...(roaming === undefined && {
      resume: (user: Jid, request: ResumeRequest) => {
        resumed = resumableSession(user, request, domain);
        return resumed && resumptionOf(resumed);
      },
    }),
  };
  const stream = new ClientStream(transport, options, {
    onBound(client) {
      pending.leave();
      own = domain.at(client.jid.domain) ?? domain;
      if (resumed !== undefined) {
        session = resumed;
        resumeSession(session, { stream, origin }, own);
        return;
      }
      session = new ClientSession(client, origin, stream);
      domain.sessions.add(session);
      if (roaming !== undefined) awaitRequests(session, roaming);
    },
    onManagement(request) {
      if (roaming !== undefined) throw new StreamError('unsupported-stanza-type');
      if (session !== undefined) takeManagement(session, request, port.resumeSeconds);
    },
    onAnswer(answer) {
      session?.management?.unacknowledged.countReceived();
      if (session !== undefined) deliver(session, ownStanza(answer), own.rules);
    },
    onElement(element) {
      if (session === undefined) return;
      session.management?.unacknowledged.countReceived();
      const wasAway = session.presence === undefined || session.priority < 0;
      receive(session, element, own);
      if (wasAway) releaseOffline(session, own);
    },
    onClosed(reason) {
      port.streams.delete(stream);
      if (session?.isOn(stream) === true) leaveStream(session, reason, domain);
    },
  });
  port.streams.add(stream);
  if (roaming !== undefined)
    roaming.onMove = (next) => {
      origin = next;
      if (session !== undefined) moveSession(session, next, own);
    };
}

/** A stream that was closed, by either side, ends its session; one that was lost may be resumed. XEP-0198 §5. */
function leaveStream(session: ClientSession, reason: Error | undefined, domain: ImDomain): void {
  const resumable = session.management?.resumable;
  if (resumable === undefined || !isLoss(reason)) end(session, domain);
  else
    session.lose(resumable.maxSeconds, () => {
      end(session, domain);
    });
}

function isLoss(reason: Error | undefined): boolean {
  return reason instanceof StreamError ? reason.condition === 'connection-timeout' : reason !== undefined;
}

function resumptionOf({ jid, lang, management }: ClientSession): Resumption {
  const handled = management?.unacknowledged.handled ?? 0;
  return { client: { jid, ...(lang !== undefined && { lang }) }, handled };
}

/** Nobody waits for the answer of a connection that is gone: a mistake here would end the process. */
function end(session: ClientSession, domain: ImDomain): void {
  domain.sessions.remove(session);
  try {
    leaveAllRooms(session, domain);
    leave(session, domain);
    keepUnacknowledged(session, domain);
    keepUnsent(session, domain);
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
