import { type Accepted, checkExit, type Exempt, hold, refuse, replyWith } from '../enforcement/index.ts';
import { bareOf, type Jid, type StanzaCondition } from '../xmpp/index.ts';
import type { ClientSession } from './client-session.ts';
import { deliver } from './deliver.ts';
import type { ImDomain } from './im-domain.ts';
import { keepForLater } from './offline.ts';

/** Where a message goes: to sessions, to the offline store, back as an error, or nowhere without a word. */
type Destination = readonly ClientSession[] | 'later' | 'nowhere' | StanzaCondition;

/**
 * An accepted message to its recipient: exit first, whoever the recipient is and wherever, so that a refusal says
 * nothing about who is online or exists; then the rules of RFC 6121 §8.5. Gives the error for the sender, if any.
 */
export function routeMessage(message: Accepted, domain: ImDomain): Exempt | undefined {
  const { stanza } = message;
  const to = recipientOf(message);
  if (to.domain !== domain.domain)
    return replyWith(stanza, { condition: 'remote-server-not-found' }, domain.rules);
  if (to.local === '') return replyWith(stanza, { condition: 'service-unavailable' }, domain.rules);
  const ruling = checkExit(message, to.bare, domain.rules);
  if (!ruling.allowed) {
    if (domain.rules.faults.has('order.side-effects'))
      domain.store.addOffline(to.bare, hold(message, domain.rules));
    return refuse(stanza, ruling, domain.rules, domain.audit);
  }
  const destination = destinationOf(message, domain);
  switch (destination) {
    case 'nowhere':
      return undefined;
    case 'later':
      return keepForLater(ruling.message, to.bare, domain);
    default:
      if (typeof destination === 'string') return replyWith(stanza, { condition: destination }, domain.rules);
      for (const session of destination) deliver(session, ruling.message, domain.rules);
      return undefined;
  }
}

/** An error goes to the session it is for, or nowhere: nobody answers an error. RFC 6121 §8.5. */
export function routeError(error: Exempt, domain: ImDomain): void {
  const { to } = error.stanza;
  const session = to === undefined ? undefined : domain.sessions.find(to);
  if (session !== undefined) deliver(session, error, domain.rules);
}

/** RFC 6121 §8.5.2 (bare JID) and §8.5.3 (full JID), by the message's type. */
function destinationOf(message: Accepted, domain: ImDomain): Destination {
  const { stanza } = message;
  const to = recipientOf(message);
  if (!domain.hasAccount(to.bare)) return stanza.type === 'headline' ? 'nowhere' : 'service-unavailable';
  if (to.resource !== '') {
    const session = domain.sessions.find(to);
    if (session !== undefined) return [session];
    // §8.5.3.2.1: only a chat message goes on to the account's other sessions
    if (stanza.type !== 'chat') return stanza.type === 'headline' ? 'nowhere' : 'service-unavailable';
  }
  if (stanza.type === 'groupchat') return 'service-unavailable';
  const sessions = domain.sessions.takingMessages(to.bare);
  if (sessions.length > 0) return sessions;
  return stanza.type === 'headline' ? 'nowhere' : 'later';
}

/** A message to nobody is for the sender's own account. RFC 6120 §10.3.1. */
function recipientOf({ stanza, arrival }: Accepted): Jid {
  return stanza.to ?? bareOf(arrival.sender);
}
