import { type RoomRules, type Rules, unlimitedRoom } from '../../enforcement/index.ts';
import type { Jid } from '../../xmpp/index.ts';
import type { Room } from './room.ts';

/** What limits the room at an address, whether there is such a room or not. */
export function limitsAt({ bare }: Jid, { rooms }: Rules): RoomRules {
  return rooms.of(bare) ?? unlimitedRoom;
}

/** What limits what is said in a room, now. */
export function limitsOnSpeaking(room: Room, rules: Rules): RoomRules {
  const now = limitsAt(room.jid, rules);
  if (!rules.faults.has('muc.stale')) return now;
  const first = atFirst.get(room) ?? now;
  atFirst.set(room, first);
  return first;
}

/** The fault `muc.stale`: what limited a room when somebody first spoke in it. */
const atFirst = new WeakMap<Room, RoomRules>();
