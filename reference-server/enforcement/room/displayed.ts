import { type Label, sameLabel } from '#policy';
import type { RoomRules } from './room-rules.ts';

/** Is it the label that the room shows as its usual one? That labels nothing. */
export function isDisplayed(label: Label, { displayed }: RoomRules): boolean {
  return displayed !== undefined && sameLabel(label, displayed);
}
