import { element } from '#xml';
import { ownStanza } from '../../../enforcement/index.ts';
import { namespaces } from '../../../xmpp/index.ts';
import type { Host } from '../../host.ts';
import { type Affiliation, hasRole, isAtLeast, roleOnEntering } from '../affiliation.ts';
import { gone, removeOccupant } from '../entering/leave.ts';
import { knowsAddresses } from '../entering/occupant-presence.ts';
import { mucUserNamespace } from '../namespaces.ts';
import type { Occupant } from '../occupant.ts';
import type { Room } from '../room.ts';
import { type Cause, changeRole } from './change-role.ts';
import { tellChange } from './tell-change.ts';

/** What an account becomes to a room. */
export interface NewAffiliation {
  /** A bare JID. */
  readonly user: string;
  readonly affiliation: Affiliation;
  /** The nickname to be kept for it; left out: the one that is, if any. */
  readonly nick?: string | undefined;
}

/** Most accounts that a room knows: members, admins, owners and banned ones. */
const maxAffiliated = 5000;

/** Is there room for these accounts on the lists? */
export function hasPlaceFor(users: Iterable<string>, { affiliations }: Room): boolean {
  return new Set([...affiliations.keys(), ...users]).size <= maxAffiliated;
}

/**
 * Makes an account something else to a room. Whoever is in the room sees it; of somebody who is not, only those hear who may
 * know the address, and that account itself hears nothing: it may not be cleared for the room. Being on a list lets
 * nobody in who is not.
 *
 * Source: XEP-0045 §9.
 */
export function changeAffiliation(room: Room, change: NewAffiliation, cause: Cause, host: Host): void {
  const { user, affiliation, nick } = change;
  const was = room.affiliationOf(user);
  note(room, change, cause);
  if (nick !== undefined) vacate(room, nick, user, host);
  const occupants = room.occupantsOf(user);
  for (const occupant of occupants) move(room, occupant, was, cause, host);
  if (occupants.length === 0) tellOfAbsent(room, user, affiliation, cause, host);
}

function note(room: Room, { user, affiliation, nick }: NewAffiliation, { reason }: Cause): void {
  if (affiliation === 'none') room.affiliations.delete(user);
  else room.affiliations.set(user, affiliation);
  if (affiliation === 'outcast' && reason !== undefined) room.banReasons.set(user, reason);
  else room.banReasons.delete(user);
  if (!isAtLeast(affiliation, 'member')) room.reservedNicks.delete(user);
  else if (nick !== undefined) room.reservedNicks.set(user, nick);
}

/** A nickname that is another's now is nobody else's. */
function vacate(room: Room, nick: string, user: string, host: Host): void {
  const occupant = room.occupantAt(nick);
  if (occupant !== undefined && occupant.user !== user)
    changeRole(room, occupant, 'none', { reason: 'This nickname is reserved' }, host);
}

/** An occupant's role follows: down with a lower affiliation, up where the new one brings a higher. XEP-0045 §5.2.2. */
function move(room: Room, occupant: Occupant, was: Affiliation, cause: Cause, host: Host): void {
  const affiliation = room.affiliationOf(occupant.user);
  const { isMembersOnly, isModerated } = room.config;
  const isOut = affiliation === 'outcast' || (isMembersOnly && !isAtLeast(affiliation, 'member'));
  if (isOut) {
    const status = [affiliation === 'outcast' ? 301 : 321];
    removeOccupant(room, occupant, gone(occupant), { ...cause, status }, host);
    return;
  }
  const { role } = occupant;
  const usual = roleOnEntering(affiliation, isModerated);
  if (!isAtLeast(affiliation, was) || !hasRole(role, usual)) occupant.role = usual;
  tellChange(room, occupant, role, cause, host);
}

/** To those in the room who may know addresses. */
function tellOfAbsent(
  room: Room,
  jid: string,
  affiliation: Affiliation,
  { reason }: Cause,
  host: Host,
): void {
  const said = reason === undefined ? [] : [element(mucUserNamespace, 'reason', {}, [reason])];
  const item = element(mucUserNamespace, 'item', { affiliation, jid }, said);
  const status = affiliation === 'outcast' ? [element(mucUserNamespace, 'status', { code: '301' })] : [];
  const message = element(namespaces.client, 'message', {}, [
    element(mucUserNamespace, 'x', {}, [item, ...status]),
  ]);
  for (const occupant of room.occupants) {
    if (!knowsAddresses(occupant, room)) continue;
    for (const { jid: to } of occupant.sessions.values()) {
      const session = host.reach(to);
      const stanza = { kind: 'message', type: 'normal', from: room.jid, to, element: message } as const;
      if (session !== undefined) host.deliver(session, ownStanza(stanza));
    }
  }
}
