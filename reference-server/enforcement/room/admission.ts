import { type Reason, sameLabel } from '#policy';
import { covers } from '../covers.ts';
import type { Rules } from '../rules.ts';
import { type Ruling, refused } from '../ruling.ts';
import type { Accepted, Admitted } from '../stages.ts';
import { stamp } from '../stamp.ts';
import type { RoomRules } from './room-rules.ts';

/**
 * Stage 1: does the room take this message? Its own clearance must cover the label, and where the room is for one label,
 * it must be that one. Who is in the room makes no difference (stage 2 asks for each of them).
 *
 * Source: XEP-0258 §5.2.2.
 */
export function checkRoom(message: Accepted, room: RoomRules, rules: Rules): Ruling<Admitted> {
  if (rules.faults.has('int.node')) return { allowed: true, message: stamp.room(message) };
  if (room.isClosed) return refused('denied', 'room', [closed]);
  const { label, equivalents } = message;
  for (const clearances of room.clearances) {
    const decision = covers(label, equivalents, clearances, rules);
    if (!decision.grant) return refused('denied', 'room', decision.reasons);
  }
  const isExact = room.exact.every((only) => sameLabel(only, label)) || rules.faults.has('muc.exact');
  return isExact
    ? { allowed: true, message: stamp.room(message) }
    : refused('denied', 'room', [{ kind: 'rule', rule: 'the room is for one label, which this is not' }]);
}

/** Why nobody may be in a room that its owners limited in words that no policy knows any longer. */
export const closed: Reason = { kind: 'rule', rule: 'what limits the room cannot be understood' };
