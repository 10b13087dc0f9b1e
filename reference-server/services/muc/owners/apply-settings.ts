import type { Host } from '../../host.ts';
import { isAtLeast } from '../affiliation.ts';
import { evictUncleared } from '../entering/evict.ts';
import { gone, removeOccupant } from '../entering/leave.ts';
import { isShown, tell } from '../entering/occupant-presence.ts';
import { lastSession } from '../occupant.ts';
import { changeAffiliation } from '../people/change-affiliation.ts';
import type { Cause } from '../people/change-role.ts';
import type { Room } from '../room.ts';
import type { RoomConfig } from '../room-config.ts';
import { announceStatus, configurationChanged } from '../said/notice.ts';
import type { Settings } from './settings.ts';

/**
 * Has a room run so from now on. Whoever may not be in it any longer goes first; those who stay then see who is what to the
 * room, and hear that something is otherwise than before.
 *
 * Source: XEP-0045 §10.2.
 */
export function applySettings(room: Room, settings: Settings, cause: Cause, host: Host): void {
  const before = { config: room.config, labels: room.labels };
  room.config = settings.config;
  room.labels = settings.labels;
  room.isLocked = false;
  room.history.limit(room.config.historyLength);
  if (room.labels !== before.labels) evictUncleared(host, [room]);
  for (const change of settings.affiliations) changeAffiliation(room, change, cause, host);
  if (room.config.isMembersOnly && !before.config.isMembersOnly) removeOthers(room, host);
  tellWhoIsShown(room, before.config, host);
  const codes = codesOf(room, before);
  if (codes.length > 0) announceStatus(room, codes, host);
  if (room.size === 0 && !room.config.isPersistent) host.rooms.remove(room);
  host.rooms.save(room);
}

/** Who is no member is not in a room for members. XEP-0045 §10.2 (status 322). */
function removeOthers(room: Room, host: Host): void {
  const others = [...room.occupants].filter(({ user }) => !isAtLeast(room.affiliationOf(user), 'member'));
  for (const occupant of others) removeOccupant(room, occupant, gone(occupant), { status: [322] }, host);
}

/** Occupants of a role that is shown from now on come, for the others, and those of one that no longer is go. */
function tellWhoIsShown(room: Room, before: RoomConfig, host: Host): void {
  // Of everybody and everybody else: not to be asked for nothing
  if (rolesOf(before) === rolesOf(room.config)) return;
  for (const about of room.occupants) {
    const presence = lastSession(about)?.presence;
    for (const to of room.occupants) {
      const was = isShown(about.role, to.role, before);
      const is = isShown(about.role, to.role, room.config);
      if (to === about || was === is || presence === undefined) continue;
      if (is) tell(room, to, about, presence, {}, host);
      else tell(room, to, about, gone(about), { role: 'none' }, host);
    }
  }
}

/** XEP-0045 §10.2.1. */
function codesOf(room: Room, before: Pick<Room, 'config' | 'labels'>): number[] {
  const { whois } = room.config;
  const codes = whois === before.config.whois ? [] : [whois === 'anyone' ? 172 : 173];
  const isSame = wordsOf(room.config) === wordsOf(before.config) && room.labels === before.labels;
  return isSame ? codes : [...codes, configurationChanged];
}

/** All of it but what has a code of its own. */
function wordsOf(config: RoomConfig): string {
  return JSON.stringify({ ...config, showsRoles: rolesOf(config), whois: undefined });
}

function rolesOf({ showsRoles }: RoomConfig): string {
  return [...showsRoles].sort().join();
}
