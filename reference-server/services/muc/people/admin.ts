import type { StanzaError } from '../../../xmpp/index.ts';
import type { Host } from '../../host.ts';
import { type Affiliation, isAtLeast, type Role } from '../affiliation.ts';
import { isReserved } from '../entering/nickname.ts';
import { mucAdminNamespace } from '../namespaces.ts';
import type { Room } from '../room.ts';
import type { RoomService } from '../room-service.ts';
import { type AdminItem, readAdminItems } from './admin-items.ts';
import { changeAffiliation, hasPlaceFor } from './change-affiliation.ts';
import { type Cause, changeRole } from './change-role.ts';
import { mayChangeAffiliation, mayChangeRole } from './privileges.ts';

/**
 * Moderators give roles, admins and owners affiliations: all that is asked for at once, or none of it where one may not be. Whoever
 * is made something to the room still enters it by its label alone.
 *
 * Source: XEP-0045 §8, §9.
 */
export const administer: RoomService = {
  type: 'set',
  namespace: mucAdminNamespace,
  name: 'query',
  answer({ payload, room, session }, host) {
    const self = room.occupantOf(session.jid);
    const actor: Actor = { user: session.jid.bare, role: self?.role ?? 'none' };
    // First of all: what is wrong with an item tells whose account is in the room
    if (actor.role !== 'moderator' && !isAtLeast(room.affiliationOf(actor.user), 'admin')) return notAllowed;
    const items = readAdminItems(payload, room);
    if ('condition' in items) return items;
    const refusal = whyNot(items, actor, room);
    if (refusal !== undefined) return refusal;
    for (const item of items) carryOut(item, self?.nick, room, host);
    host.rooms.save(room);
    return undefined;
  },
};

interface Actor {
  readonly user: string;
  readonly role: Role;
}

/** What stands against any of them, each judged by what the ones before it make of the room. */
function whyNot(items: readonly AdminItem[], actor: Actor, room: Room): StanzaError | undefined {
  const planned = new Map<string, Affiliation>();
  const nicks = new Map(room.reservedNicks);
  const by = room.affiliationOf(actor.user);
  for (const item of items) {
    if ('role' in item) {
      const { user, role } = item.occupant;
      const target = { affiliation: planned.get(user) ?? room.affiliationOf(user), role };
      if (!mayChangeRole({ affiliation: by, role: actor.role }, target, item.role)) return notAllowed;
      continue;
    }
    const was = planned.get(item.user) ?? room.affiliationOf(item.user);
    if (item.affiliation === 'outcast' && item.user === actor.user) return { condition: 'conflict' };
    if (!mayChangeAffiliation(by, was, item.affiliation)) return notAllowed;
    planned.set(item.user, item.affiliation);
    if (item.nick === undefined) continue;
    if (isReserved(item.nick, item.user, { reservedNicks: nicks })) return { condition: 'conflict' };
    nicks.set(item.user, item.nick);
    const holder = room.occupantAt(item.nick)?.user ?? item.user;
    // Whoever has the nickname loses it, and is out of the room
    if (holder !== item.user && !isAtLeast(by, planned.get(holder) ?? room.affiliationOf(holder)))
      return notAllowed;
  }
  if (!hasPlaceFor(planned.keys(), room)) return { condition: 'resource-constraint' };
  return hasOwnerAfter(planned, room) ? undefined : { condition: 'conflict' };
}

const notAllowed: StanzaError = { condition: 'not-allowed' };

/** A room always has an owner. XEP-0045 §10.4. */
function hasOwnerAfter(planned: ReadonlyMap<string, Affiliation>, { affiliations }: Room): boolean {
  const after = new Map([...affiliations, ...planned]);
  return [...after.values()].includes('owner');
}

function carryOut(item: AdminItem, actor: string | undefined, room: Room, host: Host): void {
  const cause: Cause = {
    ...(item.reason === undefined ? {} : { reason: item.reason }),
    ...(actor === undefined ? {} : { actor }),
  };
  if (!('role' in item)) changeAffiliation(room, item, cause, host);
  // One that an item before has removed is gone already
  else if (room.occupantAt(item.occupant.nick) === item.occupant)
    changeRole(room, item.occupant, item.role, cause, host);
}
