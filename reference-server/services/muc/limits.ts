import { type RoomRules, type Rules, unlimitedRoom } from '../../enforcement/index.ts';
import type { Jid } from '../../xmpp/index.ts';

/** What limits the room at an address, whether there is such a room or not. */
export function limitsAt({ bare }: Jid, { rooms }: Rules): RoomRules {
  return rooms.of(bare) ?? unlimitedRoom;
}
