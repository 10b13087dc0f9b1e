import { childElements, childOf, element, textOf } from '#xml';
import {
  checkRoomAccess,
  checkRoomDomain,
  type Exempt,
  ownStanza,
  type Refusal,
  refuseVisitor,
  replyWith,
} from '../../../enforcement/index.ts';
import { type Jid, type Stanza, type StanzaError, withChildren } from '../../../xmpp/index.ts';
import type { Host } from '../../host.ts';
import type { Session } from '../../im/sessions.ts';
import { isAtLeast } from '../affiliation.ts';
import { isAboveLabels } from '../faulty-room.ts';
import { limitsAt } from '../limits.ts';
import { mucNamespace } from '../namespaces.ts';
import { lastSession, type Occupant } from '../occupant.ts';
import type { Room } from '../room.ts';
import type { Rooms } from '../rooms.ts';
import { historyWish, replay } from '../said/replay.ts';
import { showSubject } from '../said/show-subject.ts';
import { faultyVisit } from './faulty-visit.ts';
import { addressIn, isReserved } from './nickname.ts';
import { isShownTo, type Telling, tellAll, tellSession } from './occupant-presence.ts';
import { isTooLong } from './presence-length.ts';

/**
 * A session wants to enter: as a new occupant, as one more session of an occupant, or again, to learn anew who is there. Gives
 * the refusal, if it is one.
 *
 * Who may not know of the room learns nothing of it: whether there is a password, who is banned, who is in it. There is a new
 * room where there was none, and whoever made it owns it.
 *
 * Source: XEP-0045 §7.2, §10.1.
 */
export function enterRoom(session: Session, stanza: Stanza, host: Host): Exempt | undefined {
  const { to } = stanza;
  if (to === undefined) return undefined;
  const known = host.rooms.at(to);
  const denied = refusalOf(session, stanza, to, known, host);
  if (denied !== undefined && !isAboveLabels(session.jid.bare, known, host.rules)) {
    faultyVisit(stanza, known, host);
    return asRefusedEntry(refuseVisitor(stanza, denied, host.rules, host.audit));
  }
  // The domain itself is no room
  if (to.local === '' || addressIn(to, to.resource) === undefined)
    return refused(stanza, { condition: 'jid-malformed' }, host);
  if (isTooLong(stanza)) return refused(stanza, { condition: 'policy-violation' }, host);
  const isOpen = host.rules.faults.has('muc.door');
  const error = isOpen ? undefined : whyNot(session, stanza, known, host);
  if (error !== undefined) return refused(stanza, error, host);
  const room = known ?? newRoom(session, stanza, host);
  const occupant = room.occupantAt(to.resource) ?? room.makeOccupant(to.resource, session.jid.bare);
  if (occupant === undefined) return refused(stanza, { condition: 'jid-malformed' }, host);
  takeIn({ room, occupant, session }, stanza, known === undefined, host);
  return undefined;
}

/** Of the room, for whoever wants to be in it; of its domain alone for others, who hear nothing of a room. */
function refusalOf(
  session: Session,
  presence: Stanza,
  to: Jid,
  room: Room | undefined,
  { rules }: Host,
): Refusal | undefined {
  return isWish(session, presence, room)
    ? checkRoomAccess(session, to.domain, limitsAt(to, rules), rules)
    : checkRoomDomain(session, to.domain, rules);
}

/** The presence of a client that is not in the room any longer and does not know it is no wish to be in, nor for a new one. */
function isWish({ jid }: Session, { element: presence }: Stanza, room: Room | undefined): boolean {
  return childOf(presence, mucNamespace, 'x') !== undefined || room?.occupantOf(jid) !== undefined;
}

function whyNot(
  session: Session,
  presence: Stanza,
  room: Room | undefined,
  { rooms, rules }: Host,
): StanzaError | undefined {
  const { jid, peer } = session;
  if (!isWish(session, presence, room)) return { condition: 'item-not-found' };
  if (room?.occupantOf(jid) !== undefined) return undefined;
  if (!rooms.isOpenTo(jid)) return { condition: 'resource-constraint' };
  if (room !== undefined) return whyNotInto(room, jid, presence) ?? whyNotMore(room, session, rooms);
  const abroad =
    peer === undefined ? undefined : { domain: peer, isPeer: (domain: string) => rules.peers.has(domain) };
  return rooms.hasPlaceFor(jid.bare, abroad) ? undefined : { condition: 'resource-constraint' };
}

function whyNotMore(
  room: Room,
  { jid, peer }: Session,
  { maxSessionsFromPeer }: Rooms,
): StanzaError | undefined {
  if (peer === undefined) return undefined;
  const sessions = room.occupantsOf(jid.bare).reduce((sum, occupant) => sum + occupant.sessions.size, 0);
  return sessions < maxSessionsFromPeer ? undefined : { condition: 'resource-constraint' };
}

/** In the order in which XEP-0045 §7.2 has them. */
function whyNotInto(room: Room, jid: Jid, { to, element: presence }: Stanza): StanzaError | undefined {
  const nick = to?.resource ?? '';
  const affiliation = room.affiliationOf(jid.bare);
  const { isMembersOnly, password, maxOccupants } = room.config;
  if (affiliation === 'outcast') return { condition: 'forbidden' };
  if (room.isLocked && affiliation !== 'owner') return { condition: 'item-not-found' };
  if (isMembersOnly && !isAtLeast(affiliation, 'member')) return { condition: 'registration-required' };
  const holder = room.occupantAt(nick)?.user;
  const isTaken = holder !== undefined && holder !== jid.bare;
  if (isTaken || isReserved(nick, jid.bare, room)) return { condition: 'conflict' };
  if (password !== '' && passwordIn(presence) !== password) return { condition: 'not-authorized' };
  const isFull = holder === undefined && room.size >= maxOccupants && !isAtLeast(affiliation, 'admin');
  return isFull ? { condition: 'service-unavailable', type: 'wait' } : undefined;
}

function passwordIn(presence: Stanza['element']): string {
  const x = childOf(presence, mucNamespace, 'x');
  const password = x && childOf(x, mucNamespace, 'password');
  return password === undefined ? '' : textOf(password);
}

/** It is locked until its owner has configured it. XEP-0045 §10.1. */
function newRoom({ jid }: Session, { to }: Stanza, { rooms }: Host): Room {
  const room = rooms.create(to ?? jid);
  room.maker = jid.bare;
  room.affiliations.set(jid.bare, 'owner');
  return room;
}

/**
 * Who is there, that one has come, what was said, what it is about: in this order. A session that is in the room already, and
 * does not know it any longer, is told all of it again, and nobody else anything.
 *
 * Source: XEP-0045 §7.1, §17.3.
 */
function takeIn(
  {
    room,
    occupant,
    session,
  }: { readonly room: Room; readonly occupant: Occupant; readonly session: Session },
  presence: Stanza,
  isNew: boolean,
  host: Host,
): void {
  const { jid } = session;
  const isAgain = room.occupantOf(jid) !== undefined;
  room.add(occupant, { jid, presence });
  host.rooms.noteEntered(jid, room);
  const to = { occupant, jid };
  for (const about of room.occupants) {
    const shown = lastSession(about);
    if (about !== occupant && shown !== undefined && isShownTo(occupant, about, room))
      tellSession(room, to, { about, presence: shown.presence }, {}, host);
  }
  const telling: Telling = {
    ownStatus: [...(room.config.whois === 'anyone' ? [100] : []), ...(isNew ? [201] : [])],
  };
  if (isAgain) tellSession(room, to, { about: occupant, presence }, telling, host);
  else tellAll(room, occupant, presence, telling, host);
  replay(room, to, historyWish(presence.element, host.rules.now()), host);
  showSubject(room, to, host);
}

function refused(stanza: Stanza, error: StanzaError, host: Host): Exempt | undefined {
  return asRefusedEntry(replyWith(stanza, error, host.rules));
}

/** By whom it was, whatever the reason, and what tells a client that it was its entering that failed. XEP-0045 §7.2. */
function asRefusedEntry(reply: Exempt | undefined): Exempt | undefined {
  if (reply === undefined) return undefined;
  const { stanza } = reply;
  const errors = childElements(stanza.element).map(({ namespace, name, attributes, children }) =>
    element(namespace, name, { ...attributes, by: stanza.from.bare }, children),
  );
  return ownStanza(withChildren(stanza, [element(mucNamespace, 'x'), ...errors]));
}
