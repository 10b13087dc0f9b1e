import { checkRoomAccess, checkRoomDomain, type Way } from '../../enforcement/index.ts';
import { type Jid, parseJid } from '../../xmpp/index.ts';
import type { Host } from '../host.ts';
import type { Session } from '../im/sessions.ts';
import { knowsAddresses } from '../muc/entering/occupant-presence.ts';
import { limitsAt } from '../muc/limits.ts';

/** What is in a room, as whoever asks for a catalog may know of it. */
export interface RoomTarget {
  readonly room: NonNullable<Way['room']>;
  /** Behind the address of an occupant: the account, where it may be asked what that one is cleared for. */
  readonly account?: Jid;
}

/**
 * The room, its occupant or the domain for rooms at this address; `undefined`: there is none, or none that whoever asks may know of:
 * the two look alike. An occupant is there for the others in the room.
 */
export function roomTarget(to: Jid, session: Session, host: Host): RoomTarget | undefined {
  const { rules, rooms } = host;
  const limits = limitsAt(to, rules);
  if (to.local === '')
    return to.resource === '' && checkRoomDomain(session, to.domain, rules) === undefined
      ? { room: { limits } }
      : undefined;
  if (checkRoomAccess(session, to.domain, limits, rules) !== undefined) return undefined;
  const room = rooms.at(to);
  if (room === undefined || (room.isLocked && room.affiliationOf(session.jid.bare) !== 'owner'))
    return undefined;
  if (to.resource === '') return { room: { limits } };
  const asker = room.occupantOf(session.jid);
  const occupant = room.occupantAt(to.resource);
  if (asker === undefined || occupant === undefined) return undefined;
  const account = knowsAddresses(asker, room) ? parseJid(occupant.user) : undefined;
  return { room: { limits, recipient: occupant.user }, ...(account === undefined ? {} : { account }) };
}
