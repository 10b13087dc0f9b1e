import {
  type Admitted,
  idsNamedIn,
  isFollowUp,
  measuredBesides,
  type Rules,
  type Ruling,
} from '../../../enforcement/index.ts';
import type { Room } from '../room.ts';

/**
 * A message without a label of its own that names an earlier one in the room (a correction, a reaction, a marker) is for those who may
 * have that too. One whose earlier message nobody can judge any longer is refused.
 */
export function withNamed(message: Admitted, room: Room, rules: Rules): Ruling<Admitted> {
  const ids = idsNamedIn(message.stanza.element);
  if (ids.length === 0 || rules.faults.has('muc.follow') || !isFollowUp(message, rules))
    return { allowed: true, message };
  const named = room.saidLabels.of(ids, rules);
  return named === undefined ? unknown : { allowed: true, message: measuredBesides(message, named) };
}

const unknown: Ruling<never> = {
  allowed: false,
  kind: 'denied',
  check: 'room',
  reasons: [{ kind: 'rule', rule: 'what the message names has a label that no policy knows any longer' }],
};
