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
  const reasons = againstRoom(message, room, rules);
  return reasons === undefined
    ? { allowed: true, message: stamp.room(message) }
    : refused('denied', 'room', reasons);
}

/** Why what limits the room does not let this label in; `undefined`: it does. */
export function againstRoom(
  { label, equivalents }: Pick<Accepted, 'label' | 'equivalents'>,
  { clearances: levels, exact }: Pick<RoomRules, 'clearances' | 'exact'>,
  rules: Pick<Rules, 'policies' | 'now' | 'faults'>,
): readonly Reason[] | undefined {
  for (const clearances of levels) {
    const decision = covers(label, equivalents, clearances, rules);
    if (!decision.grant) return decision.reasons;
  }
  const isExact = exact.every((only) => sameLabel(only, label)) || rules.faults.has('muc.exact');
  return isExact ? undefined : [{ kind: 'rule', rule: 'the room is for one label, which this is not' }];
}

/** Why nobody may be in a room that its owners limited in words that no policy knows any longer. */
export const closed: Reason = { kind: 'rule', rule: 'what limits the room cannot be understood' };
