import type { Host } from '../../host.ts';
import type { Role } from '../affiliation.ts';
import { gone, removeOccupant } from '../entering/leave.ts';
import type { Telling } from '../entering/occupant-presence.ts';
import type { Occupant } from '../occupant.ts';
import type { Room } from '../room.ts';
import { tellChange } from './tell-change.ts';

/** Why somebody does something to another, and who it is, by nickname. */
export type Cause = Pick<Telling, 'reason' | 'actor'>;

/** Gives an occupant another role, or takes it out of the room (`none`), and tells everybody. XEP-0045 §8.2, §8.3, §8.4. */
export function changeRole(room: Room, occupant: Occupant, role: Role, cause: Cause, host: Host): void {
  if (role === 'none') {
    removeOccupant(room, occupant, gone(occupant), { ...cause, status: [307] }, host);
    return;
  }
  const was = occupant.role;
  occupant.role = role;
  tellChange(room, occupant, was, cause, host);
}
