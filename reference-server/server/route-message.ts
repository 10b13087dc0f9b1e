import {
  type Accepted,
  checkExit,
  checkExitAt,
  type Destined,
  type Exempt,
  type FaultName,
  holdUnchecked,
  type Releasable,
  refuse,
  replyAbsent,
  replyWith,
} from '../enforcement/index.ts';
import { takeOccupantError, takeRoomMessage } from '../services/index.ts';
import { bareOf, type Jid } from '../xmpp/index.ts';
import { announce, isAnnouncement } from './announce.ts';
import type { ClientSession } from './client-session.ts';
import { copyError, copyToOthers } from './copy-to-others.ts';
import { deliver } from './deliver.ts';
import { routeToPeer } from './federation/route-to-peer.ts';
import type { ImDomain } from './im-domain.ts';
import { keepForLater } from './offline.ts';
import { sessionFor } from './session-for.ts';

/** Where a message goes: to sessions, to the offline store, nowhere, with the answer for where nobody is, or nowhere without a word. */
type Destination = readonly Copy[] | 'later' | 'nowhere' | 'absent';

/** A session of the recipient, at a place that is cleared for the message, and what it gets. */
interface Copy {
  readonly session: ClientSession;
  readonly message: Releasable;
}

/**
 * An accepted message to its recipient: exit first, whoever the recipient is and wherever, so that a refusal says
 * nothing about who is online or exists; then the rules of RFC 6121 §8.5. A session at a place that is not cleared for
 * the message is passed over in silence, so that no sender learns where anybody is. Gives the error for the
 * sender, if any. `fault` is what skips exit, where it is another than `exit.user`.
 */
export function routeMessage(message: Accepted, domain: ImDomain, fault?: FaultName): Exempt | undefined {
  const { stanza } = message;
  const to = recipientOf(message);
  if (domain.rooms.serves(to.domain)) return takeRoomMessage(message, domain);
  if (!domain.serves(to.domain)) return routeToPeer(message, to, domain);
  if (isAnnouncement(message, to, domain)) return announce(message, to.domain, domain);
  if (to.local === '') return replyWith(stanza, { condition: 'service-unavailable' }, domain.rules);
  const ruling = checkExit(message, to.bare, domain.rules, fault);
  if (!ruling.allowed) return refuse(stanza, ruling, domain.rules, domain.audit);
  if (domain.rules.faults.has('loc.told') && isWithheld(ruling.message, to, domain))
    return replyWith(stanza, { condition: 'not-allowed', text: 'not where the recipient is' }, domain.rules);
  const destination = destinationOf(ruling.message, to, domain);
  const reply = handOver(ruling.message, to, destination, domain);
  copyToOthers(ruling.message, typeof destination === 'string' ? [] : destination, domain);
  return reply;
}

/** Gives the error for the sender, if any. */
function handOver(
  message: Destined,
  to: Jid,
  destination: Destination,
  domain: ImDomain,
): Exempt | undefined {
  switch (destination) {
    case 'nowhere':
      return undefined;
    case 'later':
      return keepForLater(message, to.bare, domain);
    case 'absent':
      return replyAbsent(message.stanza, domain.rules);
    default:
      for (const copy of destination) deliver(copy.session, copy.message, domain.rules);
      return undefined;
  }
}

/** An error goes to the session it is for, or nowhere: nobody answers an error. RFC 6121 §8.5. */
export function routeError(error: Exempt, domain: ImDomain): void {
  const { to } = error.stanza;
  if (to !== undefined && domain.rooms.serves(to.domain)) {
    takeOccupantError(error, domain);
    return;
  }
  if (to !== undefined && domain.rules.peers.has(to.domain)) {
    domain.federation?.send(error);
    return;
  }
  const session = to === undefined ? undefined : domain.sessions.find(to);
  if (session !== undefined) {
    deliver(session, error, domain.rules);
    if (error.stanza.kind === 'message') copyError(error, domain);
  } else if (domain.rules.faults.has('err.stored')) storeError(error, domain);
}

/**
 * RFC 6121 §8.5.2 (bare JID) and §8.5.3 (full JID), by the message's type. Where the session is there and its place is not
 * cleared, an error would tell a sender who sees it present where it is: a normal message goes on as chat does.
 */
function destinationOf(message: Destined, to: Jid, domain: ImDomain): Destination {
  const { stanza } = message;
  if (!domain.hasAccount(to.bare)) return stanza.type === 'headline' ? 'nowhere' : 'absent';
  if (to.resource !== '') {
    const session = sessionFor(to, message.arrival.sender, domain);
    const copies = session === undefined ? [] : copiesAt([session], message, domain);
    if (copies.length > 0) return copies;
    // §8.5.3.2.1: only a chat message goes on to the account's other sessions
    const goesOn = stanza.type === 'chat' || (stanza.type === 'normal' && session !== undefined);
    if (!goesOn) return stanza.type === 'headline' || session !== undefined ? 'nowhere' : 'absent';
  }
  if (stanza.type === 'groupchat') return 'absent';
  const copies = copiesAt(domain.sessions.takingMessages(to.bare), message, domain);
  if (copies.length > 0) return copies;
  return stanza.type === 'headline' ? 'nowhere' : 'later';
}

/** One for each of these sessions whose place is cleared. What a place may not have is for the audit log alone. */
function copiesAt(sessions: readonly ClientSession[], message: Destined, domain: ImDomain): Copy[] {
  const copies: Copy[] = [];
  for (const session of sessions) {
    const ruling = checkExitAt(message, session.origin, domain.rules);
    if (ruling.allowed) copies.push({ session, message: ruling.message });
    else {
      domain.audit(message.stanza, ruling);
      if (domain.rules.faults.has('sm.count')) session.management?.unacknowledged.add('nothing', 0);
    }
  }
  return copies;
}

/** The fault `loc.told`: is a session of the recipient at a place that is not cleared? */
function isWithheld(message: Destined, to: Jid, domain: ImDomain): boolean {
  const sessions = domain.sessions.ofUser(to.bare);
  return copiesAt(sessions, message, domain).length < sessions.length;
}

/** A message to nobody is for the sender's own account. RFC 6120 §10.3.1. */
function recipientOf({ stanza, arrival }: Accepted): Jid {
  return stanza.to ?? bareOf(arrival.sender);
}

/** The fault `err.stored`: an error for a user who is not there is kept, as a message would be. */
function storeError({ stanza }: Exempt, domain: ImDomain): void {
  const user = stanza.to?.bare ?? '';
  const held = domain.hasAccount(user) ? holdUnchecked(stanza, domain.rules) : undefined;
  if (held !== undefined) domain.store.addOffline(user, held);
}
