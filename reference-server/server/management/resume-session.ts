import {
  checkExit,
  checkExitAt,
  type Exempt,
  mayWatch,
  type Origin,
  replacedAnswer,
} from '../../enforcement/index.ts';
import { evictUncleared, mayStillSee, refusalOfRoom } from '../../services/index.ts';
import type { ClientStream, Jid, ResumeRequest, Stanza } from '../../xmpp/index.ts';
import type { ClientSession } from '../client-session.ts';
import { deliver, deliverCopy } from '../deliver.ts';
import type { ImDomain } from '../im-domain.ts';
import { releaseOffline } from '../offline.ts';
import { answerUnsent, isSaidInRoom, keepSent, releaseToOthers } from './keep-sent.ts';
import type { Sent } from './management.ts';
import { recallSent } from './recall-sent.ts';

/**
 * The session of this user that goes by this id, and what its client has of it is taken note of; `undefined`: there is none,
 * or none any longer.
 *
 * @throws StreamError when the client acknowledges what it was never sent
 */
export function resumableSession(
  user: Jid,
  { previd, h }: ResumeRequest,
  domain: ImDomain,
): ClientSession | undefined {
  const session = domain.sessions
    .ofUser(user.bare)
    .find(({ management }) => management?.resumable?.id === previd);
  session?.management?.unacknowledged.acknowledge(h);
  return session;
}

/**
 * The session goes on, on this stream and at the place that it comes from. What its client has not is judged again before it
 * is sent again, by what holds now and for this place; what may not be sent there any longer is kept as for a user who is not
 * there. Nothing else is different: nobody saw the session go.
 */
export function resumeSession(
  session: ClientSession,
  { stream, origin }: { readonly stream: ClientStream; readonly origin: Origin },
  domain: ImDomain,
): void {
  const { management } = session;
  if (management === undefined) return;
  if (!domain.rules.faults.has('sm.resume')) session.origin = origin;
  session.moveTo(stream);
  management.isAsked = false;
  const waiting = management.unacknowledged.takeAll();
  evictUncleared(domain, domain.rooms.withSession(session.jid));
  // What was kept from the place where it was may be for this one
  session.withheld = undefined;
  releaseOffline(session, domain);
  let isWithheld = false;
  for (const sent of waiting) {
    if (sent === 'nothing') continue;
    try {
      if (sendAgain(session, sent, domain) === 'withheld') isWithheld = true;
    } catch (mistake) {
      // In doubt, deny: what cannot be judged is not sent, and the session goes on
      domain.report(mistake);
    }
  }
  if (isWithheld) releaseToOthers(session, domain);
}

/** Sends what waited for its client, if it may still go there: judged by what holds now, for where the session is. */
export function sendAgain(session: ClientSession, sent: Sent, domain: ImDomain): 'sent' | 'withheld' {
  const { message, direction } = sent;
  if (domain.rules.faults.has('sm.resume')) deliverAgain(session, message, direction, domain);
  else if (!('label' in message)) sendExemptAgain(session, message, domain);
  else {
    const { stanza, ruling } = recallSent(message, sent, domain);
    if (isOutside(session, stanza, domain)) return 'withheld';
    const exit = ruling.allowed ? checkExit(ruling.message, session.jid.bare, domain.rules) : ruling;
    const place = exit.allowed ? checkExitAt(exit.message, session.origin, domain.rules) : exit;
    if (!place.allowed) {
      domain.audit(stanza, place);
      // Of a copy the original went its own way
      if (direction === undefined) keepSent(session, sent, domain);
      return 'withheld';
    }
    deliverAgain(session, place.message, direction, domain);
  }
  return 'sent';
}

/** What was said in a room is for those who are in it, an invitation for those who may be. */
function isOutside(session: ClientSession, stanza: Stanza, domain: ImDomain): boolean {
  if (!isSaidInRoom(stanza, domain)) return refusalOfRoom(session, stanza, domain) !== undefined;
  return domain.rooms.at(stanza.from)?.occupantOf(session.jid) === undefined;
}

function deliverAgain(
  session: ClientSession,
  message: Sent['message'],
  direction: Sent['direction'],
  { rules }: ImDomain,
): void {
  if (direction === undefined) deliver(session, message, rules);
  else deliverCopy(session, message, direction, rules);
}

/**
 * What no label is on is sent again where nothing can have been decided on for another place: presence that may still be
 * seen, errors, and what the server pushes of the account's own. In place of the answer to a request stands an error: the
 * answer may hold what was for the place where it was asked. Who asked the session itself is told that it is not there.
 */
function sendExemptAgain(session: ClientSession, message: Exempt, domain: ImDomain): void {
  const { stanza } = message;
  if (mayGoAgain(session, stanza, domain)) deliver(session, message, domain.rules);
  else if (stanza.kind === 'iq' && stanza.type === 'result')
    deliver(session, replacedAnswer(stanza), domain.rules);
  else answerUnsent(stanza, domain);
}

function mayGoAgain({ jid }: ClientSession, stanza: Stanza, { rules, rooms }: ImDomain): boolean {
  const { kind, type, from } = stanza;
  if (type === 'error') return true;
  if (kind === 'iq') return type === 'set' && from.full === jid.bare;
  if (kind === 'message') return false;
  if (rooms.serves(from.domain)) return mayStillSee(jid, stanza, rooms);
  if (type === 'unavailable' || type === 'unsubscribed') return true;
  return type === 'subscribe' ? mayWatch(from.bare, jid.bare, rules) : mayWatch(jid.bare, from.bare, rules);
}
