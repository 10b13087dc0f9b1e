import {
  type Accepted,
  type Admitted,
  checkDeparture,
  checkExit,
  checkExitAt,
  checkInternal,
  checkRoom,
  checkRoomAccess,
  checkRoomAccount,
  type Exempt,
  ownStanza,
  type Refusal,
  refuse,
  replyWith,
} from '../../../enforcement/index.ts';
import { bareOf, type Jid, parseJid, type Stanza, type StanzaError } from '../../../xmpp/index.ts';
import type { Host } from '../../host.ts';
import type { Session } from '../../im/sessions.ts';
import { isAtLeast } from '../affiliation.ts';
import { limitsAt } from '../limits.ts';
import { hasPlaceFor } from '../people/change-affiliation.ts';
import type { Room } from '../room.ts';
import { rewritten } from './fan-out.ts';
import { type Invitation, passedOn } from './invitation.ts';

/** What carries it: a message that the room took, or one without content that needs no label. */
type Carrier = { readonly admitted: Admitted } | { readonly free: Stanza };

/**
 * Invitations into a room, or a refusal of one. They are messages: they came in by their label, the room must take it, and the one
 * they are for must be cleared for it, and for the room besides. Then the room writes to that one. Whoever is not gets nothing,
 * and who wrote it hears the same of everybody: nothing. Gives the error for the sender, if any.
 *
 * Source: XEP-0045 §7.8.2; XEP-0258 §5.2.5.
 */
export function takeInvitations(
  message: Accepted,
  invitations: readonly Invitation[] | 'too-much',
  room: Room | undefined,
  host: Host,
): Exempt | undefined {
  const { stanza, arrival } = message;
  const { rules, audit } = host;
  const error = whyNot(arrival.sender, invitations, room, host);
  if (error !== undefined) return replyWith(stanza, error, rules);
  if (room === undefined || invitations === 'too-much') return undefined;
  const ruling = checkRoom(message, limitsAt(room.jid, rules), rules);
  if (!ruling.allowed) return refuse(stanza, ruling, rules, audit);
  return passOnAll({ admitted: ruling.message }, arrival.sender, invitations, room, host);
}

/** The same of one that says nothing and carries no label, where it needs none (`admitContentFree`). */
export function takeFreeInvitations(
  { stanza }: Exempt,
  invitations: readonly Invitation[] | 'too-much',
  room: Room | undefined,
  host: Host,
): Exempt | undefined {
  const error = whyNot(stanza.from, invitations, room, host);
  if (error !== undefined) return replyWith(stanza, error, host.rules);
  if (room === undefined || invitations === 'too-much') return undefined;
  return passOnAll({ free: stanza }, stanza.from, invitations, room, host);
}

/** Who is not in the room invites nobody; who was not invited declines nothing. Both are told so before anything of the room is asked, and look alike from outside. */
function whyNot(
  sender: Jid,
  invitations: readonly Invitation[] | 'too-much',
  room: Room | undefined,
  host: Host,
): StanzaError | undefined {
  if (invitations === 'too-much') return { condition: 'not-acceptable' };
  if (invitations.some(({ to }) => to === undefined)) return { condition: 'jid-malformed' };
  if (room === undefined) return { condition: 'not-acceptable' };
  if (invitations.every(({ kind }) => kind === 'decline'))
    return mayDecline(sender, invitations, room, host) ? undefined : { condition: 'not-acceptable' };
  if (room.occupantOf(sender) === undefined) return { condition: 'not-acceptable' };
  const { isMembersOnly, canInvite } = room.config;
  const least = canInvite ? 'member' : 'admin';
  const mayInvite = !isMembersOnly || isAtLeast(room.affiliationOf(sender.bare), least);
  return mayInvite ? undefined : { condition: 'forbidden' };
}

/** Was this one asked by that address in the room, and may it still know of the room? */
function mayDecline(sender: Jid, invitations: readonly Invitation[], room: Room, host: Host): boolean {
  const session = host.reach(sender);
  return (
    session !== undefined &&
    mayKnow(session, room, host) &&
    invitations.every(({ to }) => to !== undefined && room.invited.isBy(sender.bare, to))
  );
}

function passOnAll(
  carrier: Carrier,
  sender: Jid,
  invitations: readonly Invitation[],
  room: Room,
  host: Host,
): Exempt | undefined {
  for (const invitation of invitations) {
    const isInvite = invitation.kind === 'invite';
    const account = isInvite
      ? invitation.to && bareOf(invitation.to)
      : invitation.to && inviterOf(sender, invitation.to, room);
    const shownAs = isInvite ? room.occupantOf(sender)?.jid : bareOf(sender);
    if (account === undefined || shownAs === undefined)
      return isInvite ? undefined : replyWith(sentOf(carrier), { condition: 'not-acceptable' }, host.rules);
    if (host.rules.faults.has('muc.invitee') && !host.hasAccount(account.bare))
      return replyWith(sentOf(carrier), { condition: 'item-not-found' }, host.rules);
    if (passOn(carrier, { invitation, account, shownAs }, room, host) && isInvite)
      noteInvited(account.bare, sender.bare, shownAs, room, host);
  }
  return undefined;
}

function sentOf(carrier: Carrier): Stanza {
  return 'free' in carrier ? carrier.free : carrier.admitted.stanza;
}

function inviterOf(decliner: Jid, to: Jid, room: Room): Jid | undefined {
  return parseJid(room.invited.settle(decliner.bare, to) ?? '');
}

/** In a room for members, who is invited becomes one; who may not be in the room does not. XEP-0045 §7.8.2. */
function noteInvited(invitee: string, inviter: string, shownAs: Jid, room: Room, host: Host): void {
  room.invited.note(invitee, inviter, shownAs);
  const isNew = room.config.isMembersOnly && room.affiliationOf(invitee) === 'none';
  if (!isNew || !hasPlaceFor([invitee], room)) return;
  room.affiliations.set(invitee, 'member');
  host.rooms.save(room);
}

/** May the account be told, as far as can be said now? Then its sessions are, or it is later. */
function passOn(
  carrier: Carrier,
  what: { readonly invitation: Invitation; readonly account: Jid; readonly shownAs: Jid },
  room: Room,
  host: Host,
): boolean {
  const { invitation, account, shownAs } = what;
  const { rules } = host;
  const remote = host.hasAccount(account.bare) ? undefined : remoteAt(account, host);
  if (!host.hasAccount(account.bare) && remote === undefined) return false;
  const limits = limitsAt(room.jid, rules);
  const closed = checkRoomAccount(account, room.jid.domain, limits, rules);
  if (closed !== undefined && !rules.faults.has('muc.invite')) {
    host.audit(sentOf(carrier), closed);
    return false;
  }
  const write = (sent: Stanza): Stanza => passedOn(invitation, shownAs, account, sent, room);
  const sessions =
    remote === undefined
      ? host.sessions.takingMessages(account.bare).filter((session) => mayKnow(session, room, host))
      : [remote];
  if ('free' in carrier) {
    for (const session of sessions) host.deliver(session, ownStanza(write(carrier.free)));
    return true;
  }
  const written = rewritten(carrier.admitted, write);
  return remote === undefined ? send(written, account, sessions, host) : sendAbroad(written, remote, host);
}

/** Whoever has this account, where that is at a peer: nobody here knows whether there is such an account. */
function remoteAt(account: Jid, host: Host): Session | undefined {
  const session = account.local === '' ? undefined : host.reach(account);
  return session?.peer === undefined ? undefined : session;
}

/** To the account itself: where its sessions are, and whether it has some, is for its own server to know. */
function sendAbroad(message: Accepted, remote: Session, host: Host): boolean {
  const { rules } = host;
  const internal = checkInternal(message, rules);
  const departure = internal.allowed ? checkDeparture(internal.message, remote.jid, rules) : internal;
  if (departure.allowed) host.release(remote, departure.message);
  else host.audit(message.stanza, departure);
  return departure.allowed;
}

function mayKnow(session: Session, { jid }: Room, host: Host): boolean {
  return refusalOfRoom(session, { from: jid }, host) === undefined;
}

/** Why a session may not have what a room has sent: it may not know of the room, from where it is. `undefined`: it may, or it is from no room. */
export function refusalOfRoom(
  session: Session,
  { from }: Pick<Stanza, 'from'>,
  { rooms, rules }: Host,
): Refusal | undefined {
  if (!rooms.serves(from.domain) || rules.faults.has('muc.invite')) return undefined;
  return checkRoomAccess(session, from.domain, limitsAt(from, rules), rules);
}

/** To those of these sessions whose place is cleared; kept where there is none. */
function send(message: Accepted, { bare }: Jid, sessions: readonly Session[], host: Host): boolean {
  const { rules } = host;
  const internal = checkInternal(message, rules);
  const exit = internal.allowed ? checkExit(internal.message, bare, rules) : internal;
  if (!exit.allowed) {
    host.audit(message.stanza, exit);
    return false;
  }
  let isSent = false;
  for (const session of sessions) {
    const place = checkExitAt(exit.message, session.origin, rules);
    if (place.allowed) {
      host.release(session, place.message);
      isSent = true;
    } else host.audit(message.stanza, place);
  }
  if (!isSent) host.keep(exit.message, bare);
  return true;
}
