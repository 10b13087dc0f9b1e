import { childOf, type Element, element, textOf } from '#xml';
import { checkRoomAccess } from '../../../enforcement/index.ts';
import { type Jid, parseJid, type StanzaError } from '../../../xmpp/index.ts';
import type { Host } from '../../host.ts';
import type { Session } from '../../im/sessions.ts';
import { forget, gone } from '../entering/leave.ts';
import { tellSession } from '../entering/occupant-presence.ts';
import { limitsAt } from '../limits.ts';
import { mucOwnerNamespace, mucUserNamespace } from '../namespaces.ts';
import type { Room } from '../room.ts';

/** Where those go who were in a room that ends, and why. */
export interface Venue {
  readonly room?: Jid;
  readonly reason?: string;
  readonly password?: string;
}

/** Characters of each text: all of it goes to everybody in the room. */
const maxTextLength = 500;

/** What an owner says of the end of a room. XEP-0045 §10.9. */
export function readVenue(destroy: Element): Venue | StanzaError {
  const address = destroy.attributes['jid'];
  const room = address === undefined ? undefined : parseJid(address);
  if (address !== undefined && room === undefined) return { condition: 'jid-malformed' };
  const reason = textIn(destroy, 'reason');
  const password = textIn(destroy, 'password');
  if ((reason?.length ?? 0) > maxTextLength || (password?.length ?? 0) > maxTextLength)
    return { condition: 'not-acceptable' };
  return {
    ...(room === undefined ? {} : { room }),
    ...(reason === undefined ? {} : { reason }),
    ...(password === undefined ? {} : { password }),
  };
}

/**
 * Ends a room: everybody in it is told once, of themselves alone, and it is no more. Another room is named to those who may
 * know of it.
 *
 * Source: XEP-0045 §10.9.
 */
export function destroyRoom(room: Room, venue: Venue, host: Host): void {
  const present = [...room.occupants].flatMap((occupant) =>
    [...occupant.sessions.values()].map(({ jid }) => ({ occupant, jid })),
  );
  for (const to of present) {
    const session = host.reach(to.jid);
    if (session === undefined) continue;
    const more = destroyedFor(session, venue, host);
    tellSession(room, to, { about: to.occupant, presence: gone(to.occupant) }, { role: 'none', more }, host);
  }
  for (const { jid } of present) forget(room, jid, host);
  host.rooms.remove(room);
}

/** What one session is told of the end of the room, within `<x/>`. */
export function destroyedFor(session: Session, { room, reason, password }: Venue, { rules }: Host): Element {
  const isKnown =
    room !== undefined && checkRoomAccess(session, room.domain, limitsAt(room, rules), rules) === undefined;
  return element(mucUserNamespace, 'destroy', isKnown ? { jid: room.bare } : {}, [
    ...textElement('reason', reason),
    ...textElement('password', isKnown ? password : undefined),
  ]);
}

function textIn(parent: Element, name: string): string | undefined {
  const child = childOf(parent, mucOwnerNamespace, name);
  return child && textOf(child);
}

function textElement(name: string, text: string | undefined): Element[] {
  return text === undefined ? [] : [element(mucUserNamespace, name, {}, [text])];
}
