import type { Host } from '../../host.ts';
import type { Role } from '../affiliation.ts';
import { gone } from '../entering/leave.ts';
import { isShown, knowsAddresses, type Telling, tell } from '../entering/occupant-presence.ts';
import { lastSession, type Occupant } from '../occupant.ts';
import type { Room } from '../room.ts';

/**
 * Tells all that are in the room that one of them has another affiliation or role, which it has by now; `was` is the role before. For
 * those who are shown it no longer, it is gone. With its role changes, too, whom it sees and whose addresses it learns.
 *
 * Source: XEP-0045 §5.1, §10.2 (presencebroadcast).
 */
export function tellChange(room: Room, about: Occupant, was: Role, telling: Telling, host: Host): void {
  const presence = lastSession(about)?.presence;
  if (presence === undefined) return;
  for (const occupant of room.occupants) {
    if (occupant === about) continue;
    if (isShown(about.role, occupant.role, room.config)) tell(room, occupant, about, presence, telling, host);
    else if (isShown(was, occupant.role, room.config))
      tell(room, occupant, about, gone(about), { role: 'none' }, host);
  }
  tell(room, about, about, presence, telling, host);
  if (about.role !== was) tellOthers(room, about, was, host);
}

/** Shows an occupant those whom it sees otherwise than before, by its own role. */
function tellOthers(room: Room, to: Occupant, was: Role, host: Host): void {
  const { config } = room;
  const learns = knowsAddresses(to, room) && !knowsAddresses({ ...to, role: was }, room);
  for (const about of room.occupants) {
    const presence = lastSession(about)?.presence;
    if (about === to || presence === undefined) continue;
    const isSeen = isShown(about.role, to.role, config);
    const wasSeen = isShown(about.role, was, config);
    if (isSeen && (learns || !wasSeen)) tell(room, to, about, presence, {}, host);
    else if (wasSeen && !isSeen) tell(room, to, about, gone(about), { role: 'none' }, host);
  }
}
