import { type Refusal, refusalToWatch } from '../../enforcement/index.ts';
import { type Jid, parseJid } from '../../xmpp/index.ts';
import type { Host } from '../host.ts';
import { presenceOf, tell } from './presence.ts';
import type { RosterItem } from './roster-store.ts';
import { keep, moveSubscription, presence, showGone } from './subscription.ts';

/**
 * Ends what the label of a user's presence no longer allows: for whenever labels or clearances have changed. Who watched
 * sees the contact go, and is told `unsubscribed`; where denials are opaque, it looks as if the contact had just gone
 * offline. A clearance that is out of reach ends nothing: presence is withheld until somebody can say.
 */
export function endClosedSubscriptions(host: Host): void {
  if (host.rules.faults.has('pres.live')) return;
  for (const user of host.rules.presenceLabels.keys()) {
    const contact = parseJid(user);
    if (contact === undefined) continue;
    for (const item of host.rosters.roster(user)) endClosed(contact, item, host);
    takeBackDirected(contact, host);
  }
}

function endClosed(contact: Jid, item: RosterItem, host: Host): void {
  const watcher = item.fromContact ? parseJid(item.contact) : undefined;
  const refusal = watcher && closedTo(watcher, contact, host);
  if (watcher === undefined || refusal === undefined) return;
  const end = presence('unsubscribed', contact, watcher);
  host.audit(end, refusal);
  if (host.rules.denials === 'explicit') {
    moveSubscription(contact, end, host);
    return;
  }
  keep(contact.bare, item, { ...item, fromContact: false }, host);
  showGone(contact, watcher, host);
}

/** Whoever was sent presence directly sees it taken back, and hears no more of it. */
function takeBackDirected(contact: Jid, host: Host): void {
  for (const session of host.sessions.ofUser(contact.bare)) {
    for (const [key, to] of session.directed) {
      if (closedTo(to, contact, host) === undefined) continue;
      session.directed.delete(key);
      tell(to, presenceOf(session.jid, 'unavailable'), host);
    }
  }
}

function closedTo(watcher: Jid, contact: Jid, host: Host): Refusal | undefined {
  const refusal = refusalToWatch(watcher.bare, contact.bare, host.rules);
  return refusal?.kind === 'denied' ? refusal : undefined;
}
