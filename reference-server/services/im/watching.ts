import { mayWatch, ownStanza } from '../../enforcement/index.ts';
import { bareOf, type Jid, parseJid, type Stanza } from '../../xmpp/index.ts';
import type { Host } from '../host.ts';
import type { Session } from './sessions.ts';
import { presence, showPresence } from './subscription.ts';

/** Does the contact, a bare JID, let the user watch, and does the label of the contact's presence? */
export function watches(user: Jid, contact: string, host: Host): boolean {
  if (host.rosters.rosterItem(contact, user.bare)?.fromContact !== true) return false;
  return mayWatch(user.bare, contact, host.rules, 'pres.live');
}

/**
 * Presence of the contact for one who may have it, else `unsubscribed`, alike for a stranger, for no such user, and for one
 * who is not cleared for the label of the contact's presence.
 */
export function answerProbe(session: Session, { to }: Stanza, host: Host): void {
  if (to === undefined) return;
  if (watches(session.jid, to.bare, host)) showPresence(bareOf(to), session.jid, host);
  else host.deliver(session, ownStanza(presence('unsubscribed', bareOf(to), session.jid)));
}

/** Requests that came while nobody was there, of those who may still make them. RFC 6121 §3.1.3. */
export function offerPending(session: Session, host: Host): void {
  for (const asker of host.rosters.contactsOf(session.jid.bare, 'pending')) {
    const contact = parseJid(asker);
    if (contact === undefined || !mayWatch(contact.bare, session.jid.bare, host.rules)) continue;
    host.deliver(session, ownStanza(presence('subscribe', contact, bareOf(session.jid))));
  }
}
