import { childElements, type Element, element } from '#xml';
import type { StanzaError } from '../../../xmpp/index.ts';
import { type Affiliation, hasRole, isAffiliation, isAtLeast, isRole, type Role } from '../affiliation.ts';
import { mucAdminNamespace } from '../namespaces.ts';
import { lastSession, type Occupant } from '../occupant.ts';
import type { Room } from '../room.ts';
import type { RoomService } from '../room-service.ts';
import { isItem } from './admin-items.ts';

/**
 * Who is what to a room. The accounts of an affiliation are for those who may change it, or know the addresses of all
 * anyway; the occupants of a role for moderators. Whoever may not know of the room is not answered here.
 *
 * Source: XEP-0045 §8.5, §9.2, §9.5, §9.8, §10.5, §10.8.
 */
export const listPeople: RoomService = {
  type: 'get',
  namespace: mucAdminNamespace,
  name: 'query',
  answer({ payload, room, session }) {
    const [item, ...more] = childElements(payload).filter(isItem);
    if (item === undefined || more.length > 0) return { condition: 'bad-request' };
    const { affiliation, role } = item.attributes;
    const asker: Asker = {
      affiliation: room.affiliationOf(session.jid.bare),
      role: room.occupantOf(session.jid)?.role ?? 'none',
    };
    if (isAffiliation(affiliation) && role === undefined) return listAffiliated(affiliation, asker, room);
    if (isRole(role) && affiliation === undefined) return listOccupants(role, asker, room);
    return { condition: 'bad-request' };
  },
};

interface Asker {
  readonly affiliation: Affiliation;
  readonly role: Role;
}

function listAffiliated(affiliation: Affiliation, asker: Asker, room: Room): Element | StanzaError {
  if (!mayList(affiliation, asker, room)) return { condition: 'forbidden' };
  const items: Element[] = [];
  for (const [jid, each] of room.affiliations) {
    if (each !== affiliation) continue;
    const reason = room.banReasons.get(jid);
    const said = reason === undefined ? [] : [element(mucAdminNamespace, 'reason', {}, [reason])];
    const nick = room.reservedNicks.get(jid);
    items.push(element(mucAdminNamespace, 'item', { affiliation, jid, nick }, said));
  }
  return element(mucAdminNamespace, 'query', {}, items);
}

/** An admin's lists do not go above admins; the banned are the admins' business alone. */
function mayList(affiliation: Affiliation, asker: Asker, { config }: Room): boolean {
  if (isAtLeast(asker.affiliation, 'admin')) return isAtLeast(asker.affiliation, affiliation);
  if (config.whois !== 'anyone' || affiliation === 'outcast') return false;
  return asker.role !== 'none' || isAtLeast(asker.affiliation, 'member');
}

function listOccupants(role: Role, asker: Asker, room: Room): Element | StanzaError {
  if (!hasRole(asker.role, 'moderator')) return { condition: 'forbidden' };
  const items = [...room.occupants].filter((each) => each.role === role).map((each) => itemOf(each, room));
  return element(mucAdminNamespace, 'query', {}, items);
}

function itemOf(occupant: Occupant, room: Room): Element {
  const { nick, role, user } = occupant;
  const affiliation = room.affiliationOf(user);
  const jid = lastSession(occupant)?.jid.full;
  return element(mucAdminNamespace, 'item', { affiliation, jid, nick, role });
}
