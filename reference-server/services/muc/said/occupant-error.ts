import { type Exempt, ownStanza } from '../../../enforcement/index.ts';
import { conditionOf, type StanzaCondition } from '../../../xmpp/index.ts';
import type { Host } from '../../host.ts';
import { gone, leaveRoom } from '../entering/leave.ts';
import type { Room } from '../room.ts';
import { forwardAnswer } from './occupant-iq.ts';

/**
 * An error that an occupant sends back for what the room sent it. It ends here: nobody learns who could not take what. One
 * that says that there is nobody to take anything puts that session out; others, a denial above all, do not. An error for an iq
 * goes to whoever asked; one to the room itself means nothing.
 *
 * Source: XEP-0045 §15.6 (status 333), §17.4; hardening: MUC-S2-06.
 */
export function takeOccupantError(error: Exempt, host: Host): void {
  const { from, to, kind } = error.stanza;
  const room = to && host.rooms.at(to);
  const occupant = room?.occupantOf(from);
  if (to === undefined || room === undefined || occupant === undefined) return;
  if (kind === 'iq') {
    forwardAnswer(error, room, host);
    return;
  }
  if (to.resource === '') return;
  if (host.rules.faults.has('muc.relay')) relay(error, room, host);
  const isGone = goneConditions.has(conditionOf(error.stanza) ?? 'undefined-condition');
  if (isGone || host.rules.faults.has('muc.kick'))
    leaveRoom(room, from, gone(occupant), host, { status: [333] });
}

/** What other servers for rooms take for the word that somebody is gone. No denial of ours is among them. */
const goneConditions: ReadonlySet<StanzaCondition> = new Set<StanzaCondition>([
  'gone',
  'internal-server-error',
  'item-not-found',
  'jid-malformed',
  'recipient-unavailable',
  'redirect',
  'remote-server-not-found',
  'remote-server-timeout',
  'service-unavailable',
]);

/** The fault `muc.relay`. */
function relay({ stanza }: Exempt, room: Room, host: Host): void {
  const by = room.occupantOf(stanza.from);
  const { sessions } = room.occupantAt(stanza.to?.resource ?? '') ?? { sessions: new Map<string, never>() };
  for (const { jid } of sessions.values()) {
    const session = host.reach(jid);
    if (session !== undefined)
      host.deliver(session, ownStanza({ ...stanza, from: by?.jid ?? room.jid, to: jid }));
  }
}
