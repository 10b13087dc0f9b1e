import { checkRoomDomain, type Exempt, refuseVisitor, replyWith } from '../../../enforcement/index.ts';
import type { Stanza } from '../../../xmpp/index.ts';
import type { Host } from '../../host.ts';
import type { Session } from '../../im/sessions.ts';
import { lastSession, type Occupant } from '../occupant.ts';
import type { Room } from '../room.ts';
import { gone } from './leave.ts';
import { isShownTo, tellSession } from './occupant-presence.ts';

/**
 * An occupant asks whether another, or itself, is there: it is told what it was told already, and a moderator of somebody whose
 * nickname is kept, that nobody is. Who is not in the room is told so
 * and nothing else, whether there is such a room or not. Gives the refusal, if it is one.
 *
 * Source: RFC 6121 §4.3; XEP-0045 §4.2 for whose address is told.
 */
export function answerProbe(session: Session, probe: Stanza, host: Host): Exempt | undefined {
  const { to } = probe;
  if (to === undefined) return undefined;
  const { rules, audit } = host;
  const denied = checkRoomDomain(session, to.domain, rules);
  if (denied !== undefined) return refuseVisitor(probe, denied, rules, audit);
  const by = to.bare;
  const room = host.rooms.at(to);
  const occupant = room?.occupantOf(session.jid);
  if (room === undefined || occupant === undefined)
    return replyWith(probe, { condition: 'not-acceptable', type: 'cancel', by }, rules);
  const about = room.occupantAt(to.resource) ?? absentAt(to.resource, room);
  if (about === undefined || !isShownTo(occupant, about, room))
    return replyWith(probe, { condition: 'item-not-found', by }, rules);
  const presence = lastSession(about)?.presence;
  const asker = { occupant, jid: session.jid };
  if (presence !== undefined) tellSession(room, asker, { about, presence }, {}, host);
  else tellSession(room, asker, { about, presence: gone(about) }, { newNick: about.nick }, host);
  return undefined;
}

/** The one whom a nickname is kept for, who is not in the room under it. */
function absentAt(nick: string, room: Room): Occupant | undefined {
  for (const [user, reserved] of room.reservedNicks) {
    const absent = reserved === nick ? room.makeOccupant(nick, user) : undefined;
    if (absent !== undefined) return { ...absent, role: 'none' };
  }
  return undefined;
}
