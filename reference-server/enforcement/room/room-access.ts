import type { Label } from '#policy';
import type { Jid } from '../../xmpp/index.ts';
import { refusalOfRemote } from '../peer/remote-user.ts';
import type { Rules } from '../rules.ts';
import { type Refusal, refused } from '../ruling.ts';
import { refusalOfUser } from '../user-covers.ts';
import { refusalOfVisitor, type Visitor } from '../visitor-covers.ts';
import { closed } from './admission.ts';
import type { RoomRules } from './room-rules.ts';

/**
 * Why this user may not be in a room, nor know of it, from that place; `undefined`: nothing stands against it. The label of
 * the rooms' domain and those of the room must all be covered, each by the clearance of the user and by that of the
 * location; nobody is above them, owner or administrator. Of somebody at a peer, the peer is asked in place of both
 * (`refusalOfRemote`). What may be said and heard inside is another question.
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
    const inside = refusalInside(label, visitor, domain, rules);
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
    : refusalInside(label, visitor, domain, rules);
}

/** The same of one label. Of a visitor from a peer, the peer of the address is meant, whichever stream it came on. */
export function refusalInside(
  label: Label,
  visitor: Visitor,
  domain: string,
  rules: Rules,
): Refusal | undefined {
  if (visitor.peer === undefined) return refusalOfVisitor(label, visitor, rules);
  if (rules.faults.has('access.peer')) return undefined;
  return refusalOfRemote('access', { label, equivalents: [] }, { user: visitor.jid, own: domain }, rules);
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
    const refusal = refusalOfAccount(label, account, domain, rules);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function refusalOfAccount(label: Label, account: Jid, domain: string, rules: Rules): Refusal | undefined {
  return rules.peers.has(account.domain)
    ? refusalInside(label, { jid: account, peer: account.domain }, domain, rules)
    : refusalOfUser('access', { label, equivalents: [] }, account.bare, rules);
}
