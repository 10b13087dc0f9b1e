import type { Label } from '#policy';
import type { Jid } from '../../xmpp/index.ts';
import type { Rules } from '../rules.ts';
import { type Refusal, refused } from '../ruling.ts';
import { refusalOfUser } from '../user-covers.ts';
import { refusalOfVisitor, type Visitor } from '../visitor-covers.ts';
import { closed } from './admission.ts';
import type { RoomRules } from './room-rules.ts';

/**
 * Why this user may not be in a room, nor know of it, from that place; `undefined`: nothing stands against it. The label of
 * the rooms' domain and those of the room must all be covered, each by the clearance of the user and by that of the
 * location; nobody is above them, owner or administrator. What may be said and heard inside is another question.
 */
export function checkRoomAccess(
  visitor: Visitor,
  domain: string,
  room: RoomRules,
  rules: Rules,
): Refusal | undefined {
  const refusal = checkRoomDomain(visitor, domain, rules);
  if (refusal !== undefined || rules.faults.has('access.node')) return refusal;
  if (room.isClosed) return refused('denied', 'access', [closed]);
  for (const label of rules.faults.has('access.usual') ? withUsual(room) : room.access) {
    const inside = refusalOfVisitor(label, visitor, rules);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

/** The fault `access.usual`. */
function withUsual({ access, displayed }: RoomRules): readonly Label[] {
  return displayed === undefined ? access : [...access, displayed];
}

/** The same of a domain of rooms: who is not cleared for its label knows nothing of what is there. */
export function checkRoomDomain(visitor: Visitor, domain: string, rules: Rules): Refusal | undefined {
  const { faults, access } = rules;
  const label = access.domains.get(domain);
  return label === undefined || faults.has('access.domain')
    ? undefined
    : refusalOfVisitor(label, visitor, rules);
}

/** The same of an account, wherever its sessions may be: whether it may be told of a room at all. */
export function checkRoomAccount(
  account: Jid,
  domain: string,
  room: RoomRules,
  rules: Rules,
): Refusal | undefined {
  const { faults, access } = rules;
  if (room.isClosed) return refused('denied', 'access', [closed]);
  const ofDomain = faults.has('access.domain') ? undefined : access.domains.get(domain);
  const inside = faults.has('access.node') ? [] : room.access;
  for (const label of ofDomain === undefined ? inside : [ofDomain, ...inside]) {
    const refusal = refusalOfUser('access', { label, equivalents: [] }, account.bare, rules);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
