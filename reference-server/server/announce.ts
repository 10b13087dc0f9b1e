import { type Accepted, checkExit, checkExitAt, type Exempt, replyWith } from '../enforcement/index.ts';
import type { Jid } from '../xmpp/index.ts';
import type { ClientSession } from './client-session.ts';
import { deliver } from './deliver.ts';
import type { ImDomain } from './im-domain.ts';

/** The resource of a domain's address that stands for everybody who is there. */
const everybodyOnline = 'announce/online';

/** Is it an announcement: a message to a domain's `announce/online`, from one of our users who may make some? */
export function isAnnouncement({ arrival }: Accepted, to: Jid, { rules }: ImDomain): boolean {
  if (to.local !== '' || to.resource !== everybodyOnline || arrival.peer !== undefined) return false;
  return rules.announcers.has(arrival.sender.bare);
}

/**
 * One message to everybody of a domain who is available. It came in like any other, by the clearance of who wrote it; each
 * session gets it only if its user and its place are cleared, as if it had been written to that session alone. Nobody is
 * told who did not get it; nothing is kept for those who are not there.
 */
export function announce(message: Accepted, domain: string, host: ImDomain): Exempt | undefined {
  if (message.stanza.type === 'groupchat')
    return replyWith(message.stanza, { condition: 'service-unavailable' }, host.rules);
  for (const session of host.sessions.all()) {
    if (session.jid.domain === domain && session.presence !== undefined) announceTo(session, message, host);
  }
  return undefined;
}

function announceTo(session: ClientSession, announcement: Accepted, host: ImDomain): void {
  const { jid, origin } = session;
  const exit = checkExit(addressed(announcement, jid), jid.bare, host.rules, 'exit.announce');
  const ruling = exit.allowed ? checkExitAt(exit.message, origin, host.rules) : exit;
  if (ruling.allowed) deliver(session, ruling.message, host.rules);
  else host.audit(announcement.stanza, ruling);
}

/** The same message, to this session. */
function addressed(message: Accepted, to: Jid): Accepted {
  const arrival = { ...message.arrival, stanza: { ...message.arrival.stanza, to } };
  return { ...message, arrival, stanza: { ...message.stanza, to } };
}
