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

/** What the owners of a room had set, and what that and the provisioning mean together, until when. */
interface Known {
  readonly labels: RoomLabels;
  readonly both: RoomRules;
  readonly until: number;
}

/** For how long the meaning of what owners set is believed, in milliseconds: policies and labels have a time in which they are good. */
const believedMs = 30_000;

/** What limits each room: what is provisioned for it, and what its owners set. Looked up once for each change of either, and in time. */
export function roomSource(
  provisioned: Provisioned['rooms'],
  rooms: Rooms,
  rules: RulesForOwners,
): RoomSource {
  // By room, and not by what is set: two rooms may have the same set, and not the same provisioned
  const known = new WeakMap<object, Known>();
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
      const now = rules.now().getTime();
      if (before?.labels === labels && now < before.until) return before.both;
      const both = together(jid, labels);
      known.set(room, { labels, both, until: now + believedMs });
      return both;
    },
    wouldBe: (bareJid, labels) => {
      const jid = roomAt(bareJid);
      return jid && together(jid, labels);
    },
  };
}
