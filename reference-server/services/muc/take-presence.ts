import { childOf } from '#xml';
import { type Exempt, replyWith } from '../../enforcement/index.ts';
import type { Stanza } from '../../xmpp/index.ts';
import type { Host } from '../host.ts';
import type { Session } from '../im/sessions.ts';
import { enterRoom } from './entering/enter.ts';
import { gone, leaveRoom } from './entering/leave.ts';
import { changeNick } from './entering/nick.ts';
import { tellAll } from './entering/occupant-presence.ts';
import { isTooLong } from './entering/presence-length.ts';
import { answerProbe } from './entering/probe.ts';
import { mucNamespace } from './namespaces.ts';

/**
 * A presence to a room, from one of our sessions and already known to carry no label: it enters, leaves, changes its nickname
 * or is seen otherwise than before. Gives the refusal, if it is one.
 *
 * Source: XEP-0045 §7.2, §7.6, §7.7, §7.14, §17.3.
 */
export function takeRoomPresence(session: Session, { stanza }: Exempt, host: Host): Exempt | undefined {
  const room = stanza.to && host.rooms.at(stanza.to);
  const occupant = room?.occupantOf(session.jid);
  if (stanza.type === 'unavailable') {
    if (room !== undefined && occupant !== undefined)
      leaveRoom(room, session.jid, isTooLong(stanza) ? gone(occupant) : stanza, host);
    return undefined;
  }
  if (stanza.type === 'probe') return answerProbe(session, stanza, host);
  if (stanza.type !== 'available') return undefined;
  const isEntering = childOf(stanza.element, mucNamespace, 'x') !== undefined;
  if (room === undefined || occupant === undefined) return enterRoom(session, stanza, host);
  if (isTooLong(stanza))
    return replyWith(stanza, { condition: 'policy-violation', by: room.jid.bare }, host.rules);
  const nick = stanza.to?.resource ?? '';
  const isOwn = nick === occupant.nick || (nick === '' && !isEntering);
  if (!isOwn) {
    const refusal = changeNick({ room, occupant, session }, stanza, host);
    return refusal === undefined && isEntering ? enterRoom(session, stanza, host) : refusal;
  }
  if (isEntering) return enterRoom(session, stanza, host);
  room.add(occupant, { jid: session.jid, presence: stanza });
  tellAll(room, occupant, stanza, {}, host);
  return undefined;
}

/** A session has ended: it leaves all the rooms that it is in. */
export function leaveAllRooms(session: Session, host: Host, presence?: Stanza): void {
  for (const room of host.rooms.withSession(session.jid)) {
    const occupant = room.occupantOf(session.jid);
    const said = presence === undefined || isTooLong(presence) ? undefined : presence;
    if (occupant !== undefined) leaveRoom(room, session.jid, said ?? gone(occupant), host);
  }
}
