import { replyAbsent } from '../../enforcement/index.ts';
import type { Stanza } from '../../xmpp/index.ts';
import type { ClientSession } from '../client-session.ts';
import type { ImDomain } from '../im-domain.ts';
import { keepForLater, releaseOffline } from '../offline.ts';
import { routeError } from '../route-message.ts';
import type { Sent } from './management.ts';

/**
 * A session has ended, and its client may not have all that it was sent: messages are kept as for a user who is not there, and
 * go to a session that is, by the rules for stored messages.
 */
export function keepUnacknowledged(session: ClientSession, domain: ImDomain): void {
  const left = session.management?.unacknowledged.takeAll() ?? [];
  if (left.length === 0) return;
  for (const sent of left) {
    if (sent === 'nothing') continue;
    try {
      keepSent(session, sent, domain);
    } catch (mistake) {
      domain.report(mistake);
    }
  }
  releaseToOthers(session, domain);
}

/** A headline is for now, what is said in a room for those in it (an invitation is not said there), a copy has an original, and what carries no label could not be judged again: those are not kept. */
export function keepSent(
  session: ClientSession,
  { message, direction, ...came }: Sent,
  domain: ImDomain,
): void {
  if (direction !== undefined) return;
  if (!('label' in message)) answerUnsent(message.stanza, domain);
  else if (message.stanza.type !== 'headline' && !isSaidInRoom(message.stanza, domain)) {
    const error = keepForLater(message, session.jid.bare, domain, came);
    if (error !== undefined) routeError(error, domain);
  }
}

/** What a room writes itself, and keeps for who is not there, comes from its bare address. */
export function isSaidInRoom({ from }: Stanza, { rooms }: ImDomain): boolean {
  return rooms.serves(from.domain) && from.resource !== '';
}

/** Whoever asked a session that did not get the question has an answer. */
export function answerUnsent(stanza: Stanza, domain: ImDomain): void {
  const answer = stanza.kind === 'iq' ? replyAbsent(stanza, domain.rules) : undefined;
  // Who asked through a room has another address than the question: the room knows it
  if (answer !== undefined) routeError(answer, domain);
}

/** What is kept now goes at once to sessions of the same account that may have it. */
export function releaseToOthers({ jid }: ClientSession, domain: ImDomain): void {
  for (const session of domain.sessions.takingMessages(jid.bare)) releaseOffline(session, domain);
}
