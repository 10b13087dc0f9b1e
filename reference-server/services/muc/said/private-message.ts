import { childElements, element } from '#xml';
import {
  type Accepted,
  type Admitted,
  checkDeparture,
  checkExit,
  checkRoom,
  Decided,
  type Exempt,
  type Refusal,
  refusalOfDomain,
  refuse,
  replyWith,
} from '../../../enforcement/index.ts';
import { type Stanza, withChildren } from '../../../xmpp/index.ts';
import type { Host } from '../../host.ts';
import { hasRole } from '../affiliation.ts';
import { limitsAt } from '../limits.ts';
import { mucUserNamespace } from '../namespaces.ts';
import { lastSession, type Occupant } from '../occupant.ts';
import type { Room } from '../room.ts';
import { released, rewritten, spoken } from './fan-out.ts';
import { withNamed } from './named-messages.ts';

/**
 * What one occupant says to another through the room. The room must take it, as what is said to all; then the recipient's
 * account must be cleared for it, or the sender is told as of any message to one; then each session of the occupant is
 * asked for its place, in silence. It is not kept: who is not in the room any longer does not get it. Gives the error for the
 * sender, if any: it comes from the address in the room, and no other stands in it.
 *
 * Source: XEP-0045 §7.5; XEP-0258 §5.2.4.
 */
export function takePrivateMessage(
  message: Accepted,
  room: Room | undefined,
  host: Host,
): Exempt | undefined {
  const { arrival, stanza } = message;
  const { rules, audit } = host;
  const sender = room?.occupantOf(arrival.sender);
  if (room === undefined || sender === undefined)
    return replyWith(stanza, { condition: 'not-acceptable' }, rules);
  if (!mayWhisper(sender, room)) return replyWith(stanza, { condition: 'forbidden' }, rules);
  const recipient = room.occupantAt(stanza.to?.resource ?? '');
  if (recipient === undefined) return replyWith(stanza, { condition: 'item-not-found' }, rules);
  const ruling = checkRoom(message, limitsAt(room.jid, rules), rules);
  if (!ruling.allowed) return refuse(stanza, ruling, rules, audit);
  const followed = withNamed(ruling.message, room, rules);
  if (!followed.allowed) return refuse(stanza, followed, rules, audit);
  const said = rewritten(spoken(followed.message, sender, room), withMark);
  const decided = new Decided();
  const refusal = refusalFor(recipient, said, decided, host);
  if (refusal !== undefined) return refusalOf(stanza, refusal, recipient, host);
  whisper(said, recipient, decided, host);
  return undefined;
}

/** Why whoever has the nickname may not have it, wherever that one's sessions are; `undefined`: it may. Of somebody at a peer, the peer is asked. */
function refusalFor(
  recipient: Occupant,
  message: Admitted,
  decided: Decided,
  host: Host,
): Refusal | undefined {
  const { rules } = host;
  const last = lastSession(recipient);
  const isRemote = last !== undefined && host.reach(last.jid)?.peer !== undefined;
  if (isRemote) {
    const departure = checkDeparture(message, last.jid, rules, decided);
    return departure.allowed ? undefined : departure;
  }
  const domain = refusalOfDomain(message, recipient.user, rules, decided);
  // To its sender it is the recipient's, whose domain nobody need know
  if (domain !== undefined) return { ...domain, check: 'exit' };
  const exit = checkExit(message, recipient.user, rules, 'muc.fanout', decided);
  return exit.allowed ? undefined : exit;
}

/** The fault `muc.address` says whose nickname it is. */
function refusalOf(stanza: Stanza, refusal: Refusal, { user }: Occupant, host: Host): Exempt | undefined {
  return host.rules.faults.has('muc.address')
    ? replyWith(stanza, { condition: 'forbidden', by: user }, host.rules)
    : refuse(stanza, refusal, host.rules, host.audit);
}

/** May this occupant write to single ones? XEP-0045 §15.5.3 (`muc#roomconfig_allowpm`). */
export function mayWhisper({ role }: Occupant, { config }: Room): boolean {
  switch (config.privateMessages) {
    case 'anyone':
      return true;
    case 'participants':
      return hasRole(role, 'participant');
    case 'moderators':
      return hasRole(role, 'moderator');
    case 'none':
      return false;
  }
}

/** What tells a client that it came through a room, and is no message of an account's. XEP-0045 §7.5. */
export function withMark(stanza: Stanza): Stanza {
  return withChildren(stanza, [...childElements(stanza.element), element(mucUserNamespace, 'x')]);
}

function whisper(message: Admitted, occupant: Occupant, decided: Decided, host: Host): void {
  for (const { jid } of occupant.sessions.values()) {
    const copy = released(message, { jid }, host, { fault: 'muc.fanout', decided });
    if (copy !== undefined) host.release(copy.session, copy.message);
  }
}
