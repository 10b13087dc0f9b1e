import type { Stanza } from '../../../xmpp/index.ts';
import type { Host } from '../../host.ts';
import type { Room } from '../room.ts';
import { tellAll } from './occupant-presence.ts';

/** The fault `muc.ghost`: whoever is not let in is seen to come, and has the nickname from then on. */
export function faultyVisit(presence: Stanza, room: Room | undefined, host: Host): void {
  if (!host.rules.faults.has('muc.ghost')) return;
  const user = presence.from.bare;
  const nick = presence.to?.resource ?? '';
  const ghost = room?.makeOccupant(nick, user);
  if (room === undefined || ghost === undefined) return;
  room.reservedNicks.set(user, nick);
  tellAll(room, ghost, presence, {}, host);
}
