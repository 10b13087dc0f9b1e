import { element } from '#xml';
import { mayWatch, ownStanza, type Refusal, refusalToWatch, refuse } from '../../enforcement/index.ts';
import { bareOf, type Jid, namespaces, type Stanza } from '../../xmpp/index.ts';
import type { Host } from '../host.ts';
import { putAndPush } from './roster-push.ts';
import { hasPlaceFor, itemOf, type RosterItem } from './roster-store.ts';

export type SubscriptionType = 'subscribe' | 'subscribed' | 'unsubscribe' | 'unsubscribed';

export function isSubscription(type: string): type is SubscriptionType {
  return Object.hasOwn(moves, type);
}

/**
 * One step of a presence subscription between two accounts of this server: what it changes for the one who sends it, and
 * for the one who gets it. To an address without an account it is as if the contact never answered.
 *
 * A request from somebody who is not cleared for the label of the contact's presence never reaches the contact, and an
 * approval for such a one is as one that nobody asked for.
 *
 * Source: RFC 6121 §3, Appendix A.
 */
export function moveSubscription(sender: Jid, stanza: Stanza, host: Host): void {
  const { type } = stanza;
  const to = stanza.to && bareOf(stanza.to);
  if (to === undefined || to.bare === sender.bare || !isSubscription(type)) return;
  if (!hasPlaceFor(host.rosters, sender.bare, to.bare)) return;
  const move = moves[type];
  const [own, theirs] = [
    itemOf(host.rosters, sender.bare, to.bare),
    itemOf(host.rosters, to.bare, sender.bare),
  ];
  const refusal = refusalOf(type, sender, to, host);
  if (refusal !== undefined) {
    refuseMove({ stanza, sender, to, own }, refusal, host);
    return;
  }
  // RFC 6121 §3.1.4: an approval that nobody asked for changes nothing
  if (type === 'subscribed' && !own.pending && !own.fromContact) return;
  keep(sender.bare, own, move.sender(own), host);
  if (!host.hasAccount(to.bare)) return;
  // RFC 6121 §3.1.3: who is subscribed already is told so by the server
  if (type === 'subscribe' && theirs.fromContact)
    moveSubscription(to, presence('subscribed', to, sender), host);
  else receiveMove({ type, from: bareOf(sender), to, theirs }, move.receiver(theirs), host);
}

/** Both directions end: the contact is removed from the roster. RFC 6121 §2.5.2. */
export function endSubscriptions(owner: Jid, contact: Jid, host: Host): void {
  moveSubscription(owner, presence('unsubscribe', owner, contact), host);
  moveSubscription(owner, presence('unsubscribed', owner, contact), host);
}

interface Move {
  readonly sender: (own: RosterItem) => RosterItem;
  readonly receiver: (theirs: RosterItem) => RosterItem;
}

const moves: Record<SubscriptionType, Move> = {
  subscribe: {
    sender: (own) => ({ ...own, listed: true, ask: !own.toContact }),
    receiver: (theirs) => ({ ...theirs, pending: true }),
  },
  subscribed: {
    sender: (own) => ({ ...own, listed: true, pending: false, fromContact: true }),
    receiver: (theirs) => ({ ...theirs, ask: false, toContact: theirs.ask || theirs.toContact }),
  },
  unsubscribe: {
    sender: (own) => ({ ...own, ask: false, toContact: false }),
    receiver: (theirs) => ({ ...theirs, pending: false, fromContact: false }),
  },
  unsubscribed: {
    sender: (own) => ({ ...own, pending: false, fromContact: false }),
    receiver: (theirs) => ({ ...theirs, ask: false, toContact: false }),
  },
};

/** Who asks to watch, and who is allowed to, must be cleared for the label of the other's presence. */
function refusalOf(type: SubscriptionType, sender: Jid, to: Jid, host: Host): Refusal | undefined {
  if (type === 'subscribe') return refusalToWatch(sender.bare, to.bare, host.rules);
  return type === 'subscribed' ? refusalToWatch(to.bare, sender.bare, host.rules) : undefined;
}

interface RefusedMove {
  readonly stanza: Stanza;
  readonly sender: Jid;
  readonly to: Jid;
  readonly own: RosterItem;
}

/**
 * A request is answered like one that the contact refused; where denials are opaque, like one that is never answered. What
 * nobody can decide now changes nothing, and its sender may try again.
 */
function refuseMove({ stanza, sender, to, own }: RefusedMove, refusal: Refusal, host: Host): void {
  const isRequest = stanza.type === 'subscribe';
  const reply = refuse(stanza, refusal, host.rules, host.audit);
  const session = host.sessions.find(sender);
  const { denials, faults } = host.rules;
  const isOpen = (refusal.kind === 'unavailable' && denials === 'explicit') || faults.has('pres.explain');
  if (isRequest && isOpen && reply !== undefined && session !== undefined) host.deliver(session, reply);
  if (!isRequest || (refusal.kind === 'unavailable' && denials === 'explicit')) return;
  keep(sender.bare, own, moves.subscribe.sender(own), host);
  if (denials === 'opaque') return;
  moveSubscription(to, presence('unsubscribed', to, sender), host);
}

interface Step {
  readonly type: SubscriptionType;
  readonly from: Jid;
  readonly to: Jid;
  readonly theirs: RosterItem;
}

function receiveMove({ type, from, to, theirs }: Step, after: RosterItem, host: Host): void {
  keep(to.bare, theirs, after, host);
  if (type === 'subscribe' || JSON.stringify(theirs) !== JSON.stringify(after)) {
    tellAccount(to, presence(type, bareOf(from), bareOf(to)), host);
  }
  if (type === 'subscribed' && after.toContact) showPresence(bareOf(from), to, host);
  if (type === 'unsubscribed' && theirs.toContact) showGone(bareOf(from), to, host);
  // Who unsubscribes while presence is withheld would learn by it who is there
  if (type === 'unsubscribe' && theirs.fromContact && mayWatch(from.bare, to.bare, host.rules))
    showGone(bareOf(to), from, host);
}

/** Writes an item only where something changed: a contact that says nothing leaves no trace. */
export function keep(user: string, before: RosterItem, after: RosterItem, host: Host): void {
  if (JSON.stringify(before) !== JSON.stringify(after)) putAndPush(user, after, host);
}

/** The watcher, an account or one session, sees every session of the contact that is available. */
export function showPresence(contact: Jid, watcher: Jid, host: Host): void {
  for (const session of host.sessions.ofUser(contact.bare)) {
    if (session.presence !== undefined) tellAccount(watcher, session.presence, host);
  }
}

/** The watcher, an account or one session, sees every session of the contact go. */
export function showGone(contact: Jid, watcher: Jid, host: Host): void {
  for (const session of host.sessions.ofUser(contact.bare)) {
    if (session.presence !== undefined)
      tellAccount(watcher, presence('unavailable', session.jid, watcher), host);
  }
}

/** To one session, where a full JID is given, else to all that are available. */
function tellAccount(to: Jid, stanza: Stanza, host: Host): void {
  const one = to.resource === '' ? undefined : host.sessions.find(to);
  const sessions = one === undefined ? host.sessions.ofUser(to.bare) : [one];
  for (const session of sessions) {
    if (session.presence !== undefined || session === one)
      host.deliver(session, ownStanza({ ...stanza, to }));
  }
}

export function presence(type: string, from: Jid, to: Jid): Stanza {
  return { kind: 'presence', type, from, to, element: element(namespaces.client, 'presence') };
}
