import { checkRoomDomain, type Exempt, refuseVisitor, replyWith } from '../../enforcement/index.ts';
import type { Stanza } from '../../xmpp/index.ts';
import type { Host } from '../host.ts';
import type { Session } from '../im/sessions.ts';
import { lastSession } from './occupant.ts';
import { isShownTo, tellSession } from './occupant-presence.ts';

/**
 * An occupant asks whether another, or itself, is there: it is told what it was told already. Who is not in the room is told so
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
  const about = room.occupantAt(to.resource);
  const presence = about && lastSession(about)?.presence;
  if (about === undefined || presence === undefined || !isShownTo(occupant, about, room))
    return replyWith(probe, { condition: 'item-not-found', by }, rules);
  tellSession(room, { occupant, jid: session.jid }, { about, presence }, {}, host);
  return undefined;
}
