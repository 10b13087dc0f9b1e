import {
  checkRoomAccess,
  type Refusal,
  type RoomRules,
  refusedByMistake,
} from '../../../enforcement/index.ts';
import type { Host } from '../../host.ts';
import { limitsAt } from '../limits.ts';
import type { OccupantSession } from '../occupant.ts';
import type { Room } from '../room.ts';
import { gone, leaveRoom } from './leave.ts';

/**
 * Takes out of each room whoever may not be in it any longer: the room's label, a clearance, or the place of a session is
 * another than before. They and the others see it as a removal by the room (status 307), with no word about labels.
 *
 * In doubt, deny: a mistake of ours takes the session out like any other refusal.
 */
export function evictUncleared(host: Host, rooms: readonly Room[] = host.rooms.all()): void {
  if (host.rules.faults.has('access.stays')) return;
  for (const room of rooms) {
    const uncleared = [...room.occupants].flatMap(({ sessions }) =>
      [...sessions.values()].filter((session) => refusalOf(session, room, host) !== undefined),
    );
    for (const { jid } of uncleared) {
      const occupant = room.occupantOf(jid);
      if (occupant === undefined) continue;
      leaveRoom(room, jid, gone(occupant), host, { status: [307], reason: 'Not permitted' });
    }
  }
}

function refusalOf({ jid }: OccupantSession, room: Room, host: Host): Refusal | undefined {
  const session = host.reach(jid);
  if (session === undefined) return undefined;
  try {
    return checkRoomAccess(session, room.jid.domain, limitsAt(room.jid, host.rules), host.rules);
  } catch (mistake) {
    host.report(mistake);
    return refusedByMistake('access');
  }
}

/** What limits each room that there is: to be compared with what does later. */
export function limitsOfRooms({ rooms, rules }: Host): ReadonlyMap<Room, RoomRules> {
  return new Map(rooms.all().map((room) => [room, limitsAt(room.jid, rules)]));
}
