import { childOf, element, textOf } from '#xml';
import { type Exempt, mayWatch, ownStanza, refusalToWatch } from '../../enforcement/index.ts';
import { bareOf, type Jid, namespaces, parseJid, type Stanza } from '../../xmpp/index.ts';
import type { Host } from '../host.ts';
import type { Session } from './sessions.ts';
import { moveSubscription, presence } from './subscription.ts';
import { isSubscription } from './subscription-moves.ts';
import { answerProbe, offerPending, watches } from './watching.ts';

/**
 * A presence stanza from one of our sessions, already known to carry no label: a broadcast, a word to one address, a
 * probe, or a step of a subscription. Presence is not label-checked otherwise (XEP-0258 §5.3).
 *
 * Source: RFC 6121 §3, §4.
 */
export function takePresence(session: Session, presence: Exempt, host: Host): void {
  const { stanza } = presence;
  if (isSubscription(stanza.type)) moveSubscription(session.jid, stanza, host);
  else if (stanza.type === 'probe') answerProbe(session, stanza, host);
  else if (stanza.type !== 'available' && stanza.type !== 'unavailable') return;
  else if (stanza.to === undefined) broadcast(session, stanza, host);
  else sendDirected(session, stanza, stanza.to, host);
}

/** A session is gone: whoever saw it present is told. RFC 6121 §4.5.2. */
export function leave(session: Session, host: Host, gone = presenceOf(session.jid, 'unavailable')): void {
  if (session.presence !== undefined) tellWatchers(session, gone, host);
  for (const jid of session.directed.values()) {
    if (mayWatch(jid.bare, session.jid.bare, host.rules)) tell(jid, gone, host);
  }
  session.presence = undefined;
  session.directed.clear();
}

function broadcast(session: Session, stanza: Stanza, host: Host): void {
  if (stanza.type === 'unavailable') {
    leave(session, host, stanza);
    return;
  }
  const isInitial = session.presence === undefined;
  session.presence = stanza;
  session.priority = priorityOf(stanza);
  tellWatchers(session, stanza, host);
  if (isInitial) learnOfOthers(session, host);
}

/**
 * To one's own available sessions, itself too, and to every contact that is subscribed and cleared for the label of one's
 * presence. RFC 6121 §4.2.2, §4.4.2.
 */
function tellWatchers(session: Session, stanza: Stanza, host: Host): void {
  for (const own of host.sessions.ofUser(session.jid.bare)) {
    if (own.presence !== undefined) host.deliver(own, ownStanza({ ...stanza, to: own.jid }));
  }
  for (const contact of host.rosters.contactsOf(session.jid.bare, 'fromContact')) {
    if (mayWatch(contact, session.jid.bare, host.rules, 'pres.live')) tellContact(contact, stanza, host);
  }
}

/**
 * What the initial presence brings in: the presence of the contacts who let it watch, whose roster alone decides that, and
 * requests left unanswered.
 */
function learnOfOthers(session: Session, host: Host): void {
  for (const user of host.rosters.contactsOf(session.jid.bare, 'toContact')) {
    if (isAtPeer(user, host)) probe(session, user, host);
    if (!watches(session.jid, user, host)) continue;
    for (const contact of host.sessions.ofUser(user)) {
      if (contact.presence !== undefined)
        host.deliver(session, ownStanza({ ...contact.presence, to: session.jid }));
    }
  }
  offerPending(session, host);
}

/** Asks a contact's server who is there. RFC 6121 §4.3.1. */
function probe({ jid: from }: Session, user: string, host: Host): void {
  const contact = parseJid(user);
  if (contact !== undefined) tell(contact, presence('probe', from, contact), host);
}

/** The label of one's presence holds for what is sent to one address too: it is not the sender's to lift. */
function sendDirected(session: Session, stanza: Stanza, to: Jid, host: Host): void {
  session.directed.delete(to.full);
  const refusal = refusalToWatch(to.bare, session.jid.bare, host.rules);
  if (refusal !== undefined) {
    host.audit(stanza, refusal);
    return;
  }
  if (stanza.type === 'available') remember(session, to);
  tell(to, stanza, host);
}

/** Addresses that one session can have sent presence to; the oldest is forgotten first. */
const maxDirected = 1000;

function remember({ directed }: Session, to: Jid): void {
  const [oldest] = directed.keys();
  if (oldest !== undefined && directed.size >= maxDirected) directed.delete(oldest);
  directed.set(to.full, to);
}

/** To one session, or to all that are available of an account; at a peer, to that address. */
export function tell(to: Jid, stanza: Stanza, host: Host): void {
  const session = host.reach(to);
  if (session !== undefined) host.deliver(session, ownStanza({ ...stanza, to }));
  else if (to.resource === '') tellUser(to.bare, { ...stanza, to }, host);
}

function tellContact(contact: string, stanza: Stanza, host: Host): void {
  const abroad = isAtPeer(contact, host) ? parseJid(contact) : undefined;
  if (abroad === undefined) tellUser(contact, stanza, host);
  else tell(abroad, stanza, host);
}

function isAtPeer(bareJid: string, { rules }: Host): boolean {
  return rules.peers.has(bareJid.slice(bareJid.indexOf('@') + 1));
}

function tellUser(bareJid: string, stanza: Stanza, host: Host): void {
  for (const session of host.sessions.ofUser(bareJid)) {
    if (session.presence !== undefined)
      host.deliver(session, ownStanza({ ...stanza, to: bareOf(session.jid) }));
  }
}

function priorityOf(stanza: Stanza): number {
  const written = childOf(stanza.element, namespaces.client, 'priority');
  const priority = written === undefined ? 0 : Number.parseInt(textOf(written), 10);
  return Number.isInteger(priority) ? Math.max(-128, Math.min(127, priority)) : 0;
}

export function presenceOf(from: Jid, type: string): Stanza {
  return { kind: 'presence', type, from, element: element(namespaces.client, 'presence') };
}
