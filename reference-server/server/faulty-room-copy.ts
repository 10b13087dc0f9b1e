import type { Releasable, Rules } from '../enforcement/index.ts';
import type { Session, Sessions } from '../services/index.ts';
import type { ClientSession } from './client-session.ts';
import { deliverCopy } from './deliver.ts';

/** The fault `copy.room`: what is said in a room is copied to the account's other sessions. */
export function copyFromRoom(
  { jid }: Session,
  message: Releasable,
  { sessions, rules }: { readonly sessions: Sessions<ClientSession>; readonly rules: Rules },
): void {
  for (const other of sessions.wantingCopies(jid.bare)) {
    if (other.jid.full !== jid.full) deliverCopy(other, message, 'received', rules);
  }
}
