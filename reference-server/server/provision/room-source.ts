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
  const known = new WeakMap<RoomLabels, RoomRules>();
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
      const labels = rooms.at(jid)?.labels;
      if (labels === undefined) return provisioned.get(jid.bare) ?? unlimitedRoom;
      const before = known.get(labels);
      if (before !== undefined) return before;
      const both = together(jid, labels);
      known.set(labels, both);
      return both;
    },
    wouldBe: (bareJid, labels) => {
      const jid = roomAt(bareJid);
      return jid && together(jid, labels);
    },
  };
}
