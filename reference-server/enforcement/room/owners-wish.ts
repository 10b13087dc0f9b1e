import type { Label } from '#policy';
import type { Jid } from '../../xmpp/index.ts';
import type { Rules } from '../rules.ts';
import type { Visitor } from '../visitor-covers.ts';
import { clearanceOfText } from './clearance-text.ts';
import { checkRoomAccess, refusalInside } from './room-access.ts';
import { isTaken, readableLabel } from './room-labels.ts';
import type { RoomLabels } from './room-rules.ts';

/** Why the labels that an owner wants for a room cannot be set. */
export type WishProblem =
  /** A text that says no label, or no clearance, that the policies know and allow. */
  | 'unreadable'
  /** The owner could not be in the room any longer. */
  | 'locks-out'
  /** The label to be displayed is none that the room takes. */
  | 'displayed-outside';

/**
 * May this owner, from that place, have the room limited so? `undefined`: yes. What is provisioned for the room counts
 * besides, as it will afterwards.
 */
export function checkOwnersWish(
  labels: RoomLabels,
  { owner, room }: { readonly owner: Visitor; readonly room: Jid },
  rules: Rules,
): WishProblem | undefined {
  const limits = rules.rooms.wouldBe(room.bare, labels);
  if (limits === undefined || limits.isClosed) return 'unreadable';
  if (!rules.faults.has('muc.lockout') && checkRoomAccess(owner, room.domain, limits, rules) !== undefined)
    return 'locks-out';
  if (labels.displayed === undefined) return undefined;
  const displayed = readableLabel(labels.displayed, rules);
  if (displayed === undefined) return 'unreadable';
  // Who may not know it is not stopped by it: it is not displayed for as long
  if (!isClearedFor(displayed, owner, room.domain, rules)) return undefined;
  const isWithin = isTaken(displayed, limits, rules) || rules.faults.has('muc.default-outside');
  return isWithin ? undefined : 'displayed-outside';
}

/** Is the user cleared for what this label marks at a domain of rooms, and the place where the user is, or the peer? */
export function isClearedFor(label: Label, visitor: Visitor, domain: string, rules: Rules): boolean {
  return refusalInside(label, visitor, domain, rules) === undefined;
}

/** Does a text say a clearance that the policies know? */
export function isReadableClearance(text: string, rules: Pick<Rules, 'policies'>): boolean {
  return clearanceOfText(text, rules) !== undefined;
}
