import { type Exempt, replyWith } from '../../enforcement/index.ts';
import type { Stanza } from '../../xmpp/index.ts';
import type { Host } from '../host.ts';
import type { Session } from '../im/sessions.ts';
import type { Room } from './room.ts';

/** An iq to an occupant, by the address in the room. Gives the answer, if the room answers itself. XEP-0410; XEP-0045 §17.4. */
export function occupantIq(
  { session, stanza, room }: { readonly session: Session; readonly stanza: Stanza; readonly room: Room },
  { rules }: Host,
): Exempt | undefined {
  if (stanza.type === 'result') return undefined;
  const asker = room.occupantOf(session.jid);
  const condition = asker === undefined ? 'not-acceptable' : 'service-unavailable';
  return replyWith(stanza, { condition }, rules);
}
