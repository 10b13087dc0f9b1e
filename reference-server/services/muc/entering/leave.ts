import { element } from '#xml';
import { type Jid, namespaces, type Stanza } from '../../../xmpp/index.ts';
import type { Host } from '../../host.ts';
import { mucUserNamespace } from '../namespaces.ts';
import { lastSession, type Occupant } from '../occupant.ts';
import type { Room } from '../room.ts';
import { answerForGone } from '../said/occupant-iq.ts';
import { type Telling, tellAll, tellSession } from './occupant-presence.ts';

/**
 * One session leaves a room. With its occupant's last one the others are told so; of one that is still there by another session,
 * they see what that one said. XEP-0045 §7.14.
 */
export function leaveRoom(
  room: Room,
  session: Jid,
  presence: Stanza,
  host: Host,
  telling: Telling = {},
): void {
  const occupant = room.occupantOf(session);
  if (occupant === undefined) return;
  if (occupant.sessions.size === 1) {
    removeOccupant(room, occupant, presence, telling, host);
    return;
  }
  const gone = { about: occupant, presence };
  const isShown = lastSession(occupant)?.jid.full === session.full;
  tellSession(room, { occupant, jid: session }, gone, { ...telling, role: 'none' }, host);
  drop(room, session, host);
  const shown = lastSession(occupant);
  if (isShown && shown !== undefined) tellAll(room, occupant, shown.presence, {}, host);
}

/** An occupant goes with all its sessions, and everybody is told: by itself, or because somebody or something wants it so. */
export function removeOccupant(
  room: Room,
  occupant: Occupant,
  presence: Stanza,
  telling: Telling,
  host: Host,
): void {
  // A room that its maker leaves before it is configured is no more. XEP-0045 §10.1.3
  const end = room.isLocked ? { more: element(mucUserNamespace, 'destroy') } : {};
  tellAll(room, occupant, presence, { ...end, ...telling, role: 'none' }, host);
  for (const { jid } of [...occupant.sessions.values()]) drop(room, jid, host);
}

/** A presence of nobody's wording: somebody is gone. */
export function gone({ jid }: Occupant): Stanza {
  return {
    kind: 'presence',
    type: 'unavailable',
    from: jid,
    element: element(namespaces.client, 'presence'),
  };
}

/** A room that nobody is in any longer is forgotten, unless it is to persist. XEP-0045 §10.1.1 (temporary rooms). */
function drop(room: Room, session: Jid, host: Host): void {
  answerForGone(room, session, host);
  forget(room, session, host);
  if (room.size === 0 && !room.config.isPersistent) host.rooms.remove(room);
}

/** A session is not in the room any longer, and nobody is told. */
export function forget(room: Room, session: Jid, { rooms }: Host): void {
  room.remove(session);
  rooms.noteLeft(session, room);
}
