import {
  limitedByOwners,
  type RoomLabels,
  type RoomRules,
  type RoomSource,
  unlimitedRoom,
} from '../../enforcement/index.ts';
import type { Rooms } from '../../services/index.ts';
import { parseJid } from '../../xmpp/index.ts';
import type { Provisioned } from './provisioned.ts';

/** What limits each room: what is provisioned for it, and what its owners set. Looked up once for each change of either. */
export function roomSource(
  { rooms: provisioned, policies }: Pick<Provisioned, 'rooms' | 'policies'>,
  rooms: Rooms,
  now: () => Date,
): RoomSource {
  const known = new WeakMap<RoomLabels, RoomRules>();
  return {
    of: (bareJid) => {
      const jid = parseJid(bareJid);
      if (jid === undefined || jid.local === '' || !rooms.serves(jid.domain)) return undefined;
      const own = provisioned.get(bareJid) ?? unlimitedRoom;
      const room = rooms.at(jid);
      if (room === undefined) return own;
      const before = known.get(room.labels);
      if (before !== undefined) return before;
      const both = limitedByOwners(own, room.labels, { policies, now });
      known.set(room.labels, both);
      return both;
    },
  };
}
