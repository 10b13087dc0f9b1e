import {
  checkExit,
  checkExitAt,
  type Destined,
  type Exempt,
  holdUnchecked,
  type Refusal,
  type Rules,
  recall,
  refusalToWatch,
  refuse,
  replyAbsent,
} from '../enforcement/index.ts';
import { refusalOfRoom, watches } from '../services/index.ts';
import type { Jid, Stanza } from '../xmpp/index.ts';
import type { ClientSession } from './client-session.ts';
import { deliver } from './deliver.ts';
import type { ImDomain } from './im-domain.ts';
import { keepMessage } from './keep-message.ts';

/** Under which rules a message came, and when. */
export interface Came {
  readonly rules: Rules;
  readonly at: Date;
}

/**
 * Keeps a message for a user who is cleared for it and not there; `came`: it came before, and went to a session. One too many
 * is answered by `<service-unavailable/>` (XEP-0160 §3).
 */
export function keepForLater(
  message: Destined,
  user: string,
  domain: ImDomain,
  came?: Came,
): Exempt | undefined {
  const { store, rules } = domain;
  if (keepMessage(message, user, { store, rules: came?.rules ?? rules }, came?.at)) return undefined;
  // That there is no place left tells that the recipient is not there
  const refusal = refusalToWatch(message.arrival.sender.bare, user, rules);
  return refusal === undefined ? replyAbsent(message.stanza, rules) : undefined;
}

/**
 * Hands over what was kept, once, to a session that takes messages. All that a message met after its sender is asked
 * again: clearances may have changed since. What the session's place may not have stays, for a session at another; what
 * the user may not have is withheld as the mode says. What stays is not looked at again for this session until the rules
 * change: a client may come and go a thousand times.
 */
export function releaseOffline(session: ClientSession, domain: ImDomain): void {
  if (session.presence === undefined || session.priority < 0) return;
  const { rules, store } = domain;
  const { bare: user } = session.jid;
  let upTo = session.withheld?.rules === rules ? session.withheld.upTo : 0;
  for (const kept of store.offlineOf(user, upTo)) {
    try {
      if (release(session, { ...kept, user }, domain) === 'stays') upTo = kept.id;
    } catch (mistake) {
      // In doubt, deny: what cannot be read or checked is not handed over, and the session goes on
      domain.report(mistake);
      upTo = kept.id;
    }
  }
  session.withheld = { rules, upTo };
}

/** As the store has it, for its user. */
interface Kept {
  readonly id: number;
  readonly user: string;
  readonly held: string;
}

function release(session: ClientSession, kept: Kept, domain: ImDomain): 'stays' | 'gone' {
  const { store, rules } = domain;
  const { stanza, ruling } = recall(kept.held, rules);
  const closed = refusalOfRoom(session, stanza, domain);
  if (closed !== undefined) {
    domain.audit(stanza, closed);
    return 'stays';
  }
  const user = ruling.allowed ? checkExit(ruling.message, session.jid.bare, rules, 'store.offline') : ruling;
  if (!user.allowed) return withhold(kept, stanza, user, domain);
  const place = checkExitAt(user.message, session.origin, rules, 'store.offline');
  if (!place.allowed) {
    domain.audit(stanza, place);
    return 'stays';
  }
  if (!rules.faults.has('store.twice')) store.dropOffline(kept.id);
  deliver(session, place.message, rules);
  return 'gone';
}

/**
 * It stays, until a later login finds its recipient cleared again; or it goes back to its sender as an error, which tells
 * that the recipient may not have it and is there, and therefore neither where denials are opaque nor where the label of the
 * recipient's presence is closed to the sender, or the sender is at a peer and does not watch the recipient. What nobody can
 * decide now stays.
 */
function withhold({ id, user }: Kept, stanza: Stanza, refusal: Refusal, domain: ImDomain): 'stays' | 'gone' {
  const { store, rules, audit } = domain;
  const isLost = rules.faults.has('store.lost');
  // An error now tells that the recipient has just come
  const mayKnow = mayKnowOf(stanza.from, user, domain);
  const bounces =
    rules.withheld === 'bounce' && rules.denials === 'explicit' && refusal.kind !== 'unavailable' && mayKnow;
  if (isLost || bounces) store.dropOffline(id);
  if (isLost || !bounces) {
    audit(stanza, refusal);
    return isLost ? 'gone' : 'stays';
  }
  const error = refuse(stanza, refusal, rules, audit);
  const sender = domain.reach(stanza.from);
  if (sender !== undefined && error !== undefined) domain.deliver(sender, error);
  else if (error !== undefined) keepError(error, domain);
  return 'gone';
}

/** May this sender learn that the user has just come? Of those at peers, who watches the user. */
function mayKnowOf(sender: Jid, user: string, domain: ImDomain): boolean {
  return domain.rules.peers.has(sender.domain)
    ? watches(sender, user, domain)
    : refusalToWatch(sender.bare, user, domain.rules) === undefined;
}

/** The fault `store.errors`: an error is for a session, and never kept (XEP-0160 §3). */
export function keepError({ stanza }: Exempt, { rules, store }: ImDomain): void {
  if (!rules.faults.has('store.errors') || stanza.to === undefined) return;
  const held = holdUnchecked(stanza, rules);
  if (held !== undefined) store.addOffline(stanza.to.bare, held);
}
