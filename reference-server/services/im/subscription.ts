import { element } from '#xml';
import { mayWatch, ownStanza, type Refusal, refusalToWatch, refuse } from '../../enforcement/index.ts';
import { bareOf, type Jid, namespaces, type Stanza } from '../../xmpp/index.ts';
import type { Host } from '../host.ts';
import { putAndPush } from './roster-push.ts';
import { hasPlaceFor, itemOf, type RosterItem } from './roster-store.ts';
import { isSubscription, type SubscriptionType, subscriptionMoves } from './subscription-moves.ts';

/**
 * One step of a presence subscription: what it changes for the one who sends it, and for the one who gets it. To an address
 * without an account it is as if the contact never answered. Of somebody at a peer nothing is kept here: the step goes there, or
 * came from there.
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
  const step: Step = {
    type,
    from: bareOf(sender),
    to,
    own: itemOf(host.rosters, sender.bare, to.bare),
    theirs: itemOf(host.rosters, to.bare, sender.bare),
  };
  if (!hasPlaceForStep(step, host)) return;
  const refusal = refusalOf(type, sender, to, host);
  if (refusal !== undefined) refuseMove({ stanza, sender, to, own: step.own }, refusal, host);
  else if (sendMove(step, host)) arrive(step, host);
}

/** Both directions end: the contact is removed from the roster. RFC 6121 §2.5.2. */
export function endSubscriptions(owner: Jid, contact: Jid, host: Host): void {
  const item = itemOf(host.rosters, owner.bare, contact.bare);
  // A peer is told of nothing that it had no part in
  const isAbroad = host.rules.peers.has(contact.domain);
  if (!isAbroad || item.toContact || item.ask)
    moveSubscription(owner, presence('unsubscribe', owner, contact), host);
  if (!isAbroad || item.fromContact || item.pending)
    moveSubscription(owner, presence('unsubscribed', owner, contact), host);
}

interface Step {
  readonly type: SubscriptionType;
  readonly from: Jid;
  readonly to: Jid;
  readonly own: RosterItem;
  readonly theirs: RosterItem;
}

/** Requests from peers that one user has not answered yet: strangers there are many, and what they can make the server keep is bounded. */
const maxRequestsFromPeers = 200;

/** Is there place for what the step would keep: with its sender, or, of somebody at a peer, with its receiver? */
function hasPlaceForStep({ type, from, to, theirs }: Step, { rosters, rules }: Host): boolean {
  if (!rules.peers.has(from.domain)) return hasPlaceFor(rosters, from.bare, to.bare);
  if (type !== 'subscribe' || theirs.pending || theirs.fromContact) return true;
  const isRoom = rosters.contactsOf(to.bare, 'pending').length < maxRequestsFromPeers;
  return isRoom && hasPlaceFor(rosters, to.bare, from.bare);
}

/** What it changes for one of ours who sends it. Does it go on to the other? */
function sendMove({ type, from, to, own }: Step, host: Host): boolean {
  if (host.rules.peers.has(from.domain)) return true;
  // RFC 6121 §3.1.4: an approval that nobody asked for changes nothing
  if (type === 'subscribed' && !own.pending && !own.fromContact) return false;
  keep(from.bare, own, subscriptionMoves[type].sender(own), host);
  if (host.rules.peers.has(to.domain)) sendAbroad({ type, from, to, own }, host);
  return true;
}

/** To the other's server, with what that cannot know: who of ours is there, or was. RFC 6121 §3.1.5, §3.2.2. */
function sendAbroad({ type, from, to, own }: Omit<Step, 'theirs'>, host: Host): void {
  tellAccount(to, presence(type, from, to), host);
  if (type === 'subscribed') showPresence(from, to, host);
  if (type === 'unsubscribed' && own.fromContact) showGone(from, to, host);
}

function arrive(step: Step, host: Host): void {
  const { type, from, to, theirs } = step;
  if (!host.hasAccount(to.bare)) return;
  // RFC 6121 §3.1.3: who is subscribed already is told so by the server
  if (type === 'subscribe' && theirs.fromContact)
    moveSubscription(to, presence('subscribed', to, from), host);
  else receiveMove(step, subscriptionMoves[type].receiver(theirs), host);
}

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
  const session = host.reach(sender);
  const { denials, faults } = host.rules;
  const isOpen = (refusal.kind === 'unavailable' && denials === 'explicit') || faults.has('pres.explain');
  if (isRequest && isOpen && reply !== undefined && session !== undefined) host.deliver(session, reply);
  if (!isRequest || (refusal.kind === 'unavailable' && denials === 'explicit')) return;
  if (!host.rules.peers.has(sender.domain))
    keep(sender.bare, own, subscriptionMoves.subscribe.sender(own), host);
  if (denials === 'opaque') return;
  moveSubscription(to, presence('unsubscribed', to, sender), host);
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

/** To one session, where a full JID is given, else to all that are available; at a peer, to that address. */
function tellAccount(to: Jid, stanza: Stanza, host: Host): void {
  const one = host.reach(to);
  const sessions = one === undefined ? host.sessions.ofUser(to.bare) : [one];
  for (const session of sessions) {
    if (session.presence !== undefined || session === one)
      host.deliver(session, ownStanza({ ...stanza, to }));
  }
}

export function presence(type: string, from: Jid, to: Jid): Stanza {
  return { kind: 'presence', type, from, to, element: element(namespaces.client, 'presence') };
}
