import { checkExit, type Exempt, hold, type Releasable, recall, replyWith } from '../enforcement/index.ts';
import type { ClientSession } from './client-session.ts';
import { deliver } from './deliver.ts';
import type { ImDomain } from './im-domain.ts';

/** Messages kept for one user; one more is answered by `<service-unavailable/>`. XEP-0160 §3. */
const maxOfflineMessages = 1000;

/** Bytes kept for one user: no more than a client may leave unread, since it gets them all in one go. */
const maxOfflineBytes = 4_194_304;

/** Keeps a message for a user who is cleared for it and not there. */
export function keepForLater(message: Releasable, user: string, domain: ImDomain): Exempt | undefined {
  const held = hold(message, domain.rules);
  const { count, bytes } = domain.store.offlineSize(user);
  if (count >= maxOfflineMessages || bytes + Buffer.byteLength(held) > maxOfflineBytes) {
    return replyWith(message.stanza, { condition: 'service-unavailable' }, domain.rules);
  }
  domain.store.addOffline(user, held);
  return undefined;
}

/**
 * Hands over what was kept, once, to a session that takes messages. The clearance is asked again: it may have changed
 * since. What it no longer covers is dropped and goes into the audit log.
 */
export function releaseOffline(session: ClientSession, domain: ImDomain): void {
  if (session.presence === undefined || session.priority < 0) return;
  for (const { id, held } of domain.store.offlineOf(session.jid.bare)) {
    domain.store.dropOffline(id);
    try {
      release(session, held, domain);
    } catch (mistake) {
      // In doubt, deny: what cannot be read or checked is not handed over, and the session goes on
      domain.report(mistake);
    }
  }
}

function release(session: ClientSession, held: string, domain: ImDomain): void {
  const message = recall(held, domain.rules);
  if (message === undefined) return;
  const ruling = checkExit(message, session.jid.bare, domain.rules, 'store.offline');
  if (ruling.allowed) deliver(session, ruling.message, domain.rules);
  else domain.audit(message.stanza, ruling);
}
