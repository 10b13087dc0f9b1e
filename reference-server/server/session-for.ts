import { refusalToWatch } from '../enforcement/index.ts';
import type { Jid } from '../xmpp/index.ts';
import type { ClientSession } from './client-session.ts';
import type { ImDomain } from './im-domain.ts';

/**
 * The session at a full address, as its sender may know of it: whether somebody is there is presence too, and whoever the
 * label of that user's presence is closed to finds nobody.
 */
export function sessionFor(to: Jid, sender: Jid, { sessions, rules }: ImDomain): ClientSession | undefined {
  return refusalToWatch(sender.bare, to.bare, rules) === undefined ? sessions.find(to) : undefined;
}
