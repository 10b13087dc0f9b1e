import {
  limitedByOwners,
  type RoomLabels,
  type RoomRules,
  type RoomSource,
  type RulesForOwners,
  unlimitedRoom,
} from '../../enforcement/index.ts';
import type { Rooms } from '../../services/index.ts';
import { type Jid, parseJid } from '../../xmpp/index.ts';
import type { Provisioned } from './provisioned.ts';

/** What limits each room: what is provisioned for it, and what its owners set. Looked up once for each change of either. */
export function roomSource(
  provisioned: Provisioned['rooms'],
  rooms: Rooms,
  rules: RulesForOwners,
): RoomSource {
  // By room, and not by what is set: two rooms may have the same set, and not the same provisioned
  const known = new WeakMap<object, { readonly labels: RoomLabels; readonly both: RoomRules }>();
  const together = (room: Jid, labels: RoomLabels): RoomRules =>
    limitedByOwners(provisioned.get(room.bare) ?? unlimitedRoom, labels, rules);
  const roomAt = (bareJid: string): Jid | undefined => {
    const jid = parseJid(bareJid);
    return jid === undefined || jid.local === '' || !rooms.serves(jid.domain) ? undefined : jid;
  };
  return {
    of: (bareJid) => {
      const jid = roomAt(bareJid);
      if (jid === undefined) return undefined;
      const room = rooms.at(jid);
      if (room === undefined) return provisioned.get(jid.bare) ?? unlimitedRoom;
      const { labels } = room;
      const before = known.get(room);
      if (before?.labels === labels) return before.both;
      const both = together(jid, labels);
      known.set(room, { labels, both });
      return both;
    },
    wouldBe: (bareJid, labels) => {
      const jid = roomAt(bareJid);
      return jid && together(jid, labels);
    },
  };
}
