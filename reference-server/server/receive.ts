import type { Element } from '#xml';
import {
  admit,
  admitContentFree,
  admitError,
  admitSubject,
  admitUnlabelled,
  type Exempt,
  type Refusal,
  refuse,
  refusedByMistake,
  replyWith,
} from '../enforcement/index.ts';
import { isCopied, leaveAllRooms, takePresence, takeRoomPresence, takeSubject } from '../services/index.ts';
import { type Jid, parseJid, readStanza, type Stanza, type StanzaRefusal } from '../xmpp/index.ts';
import { answer, type Correspondent } from './answer.ts';
import type { ClientSession } from './client-session.ts';
import { copyError } from './copy-to-others.ts';
import { traceAfter, traceBefore } from './faulty-traces.ts';
import { takeUnlabelled } from './federation/take-unlabelled.ts';
import type { ImDomain } from './im-domain.ts';
import { routeAccepted } from './multicast.ts';
import { arrivalOf } from './pass-iq-on.ts';
import { routeContentFree } from './route-content-free.ts';
import { routeIq } from './route-iq.ts';
import { routeError } from './route-message.ts';

/**
 * One stanza from a client, from its element to wherever it ends. Whatever goes wrong inside ends in a refusal: nothing
 * is delivered by accident.
 */
export function receive(session: ClientSession, element: Element, domain: ImDomain): void {
  takeStanza(session, readStanza(element, senderOf(session, element, domain), session.lang), domain);
}

/** The same of one that has been read, whoever sent it: one of our clients, or somebody at a peer. */
export function takeStanza(sender: Correspondent, stanza: Stanza | StanzaRefusal, domain: ImDomain): void {
  try {
    take(sender, stanza, domain);
  } catch (mistake) {
    domain.report(mistake);
    const reply =
      'refused' in stanza ? undefined : refuse(stanza, refusedByMistake('label'), domain.rules, domain.audit);
    answer(sender, reply, domain);
  }
}

function take(session: Correspondent, stanza: Stanza | StanzaRefusal, domain: ImDomain): void {
  if ('refused' in stanza)
    answer(session, replyWith(stanza, { condition: stanza.refused }, domain.rules), domain);
  else if (stanza.type === 'error' && !domain.rules.faults.has('err.checked'))
    receiveError(session, stanza, domain);
  else if (stanza.kind === 'message') receiveMessage(session, stanza, domain);
  else receiveUnlabelled(session, stanza, domain);
}

/** XEP-0258 §5: an error is not checked, and one with a label is discarded. */
function receiveError(session: Correspondent, stanza: Stanza, domain: ImDomain): void {
  const error = admitError(stanza, session.outstanding, domain.rules);
  if (error !== undefined) routeError(error, domain);
  if (domain.rules.faults.has('err.noloop'))
    answer(session, replyWith(stanza, { condition: 'service-unavailable' }, domain.rules), domain);
}

function receiveMessage(session: Correspondent, stanza: Stanza, domain: ImDomain): void {
  const { rules, audit } = domain;
  const contentFree = admitContentFree(stanza, rules, session.peer);
  if (contentFree !== undefined) {
    answer(session, routeContentFree(session, contentFree, domain), domain);
    return;
  }
  const subject = admitSubject(stanza, rules);
  if (subject !== undefined) {
    if (subject.allowed) answer(session, takeSubject(session, subject.message, domain), domain);
    else refuseStanza(session, stanza, subject, domain);
    return;
  }
  const isFaulty = rules.faults.size > 0;
  if (isFaulty && session.peer === undefined) traceBefore(session, stanza, domain);
  const ruling = admit(arrivalOf(session, stanza), rules);
  const reply = ruling.allowed
    ? routeAccepted(session, ruling.message, domain)
    : refuse(stanza, ruling, rules, audit);
  if (isFaulty) traceAfter(stanza, reply, domain);
  answer(session, reply, domain);
  if (reply !== undefined && isCopied(stanza)) copyError(reply, domain, stanza);
}

/** XEP-0258 §5.3: presence and iq are not checked, and may not carry a label. */
function receiveUnlabelled(session: Correspondent, stanza: Stanza, domain: ImDomain): void {
  const ruling = admitUnlabelled(stanza, domain.rules);
  if (!ruling.allowed) refuseStanza(session, stanza, ruling, domain);
  else if (session.peer !== undefined) takeUnlabelled(session, ruling.message, domain);
  else if (stanza.kind === 'presence') receivePresence(session, ruling.message, domain);
  else answer(session, routeIq(session, ruling.message, domain), domain);
}

function receivePresence(session: ClientSession, presence: Exempt, domain: ImDomain): void {
  const { to } = presence.stanza;
  // RFC 6121 §4.5.2: who says nothing more of being there leaves where presence was sent to
  if (to === undefined && presence.stanza.type === 'unavailable')
    leaveAllRooms(session, domain, presence.stanza);
  if (to === undefined || !domain.rooms.serves(to.domain)) takePresence(session, presence, domain);
  else answer(session, takeRoomPresence(session, presence, domain), domain);
}

function refuseStanza(session: Correspondent, stanza: Stanza, refusal: Refusal, domain: ImDomain): void {
  answer(session, refuse(stanza, refusal, domain.rules, domain.audit), domain);
}

/** The session's own address, whatever the client wrote (RFC 6120 §8.1.2.1). */
function senderOf(session: ClientSession, element: Element, { rules }: ImDomain): Jid {
  const forged = rules.faults.has('jid.forged') ? parseJid(element.attributes['from'] ?? '') : undefined;
  return forged ?? session.jid;
}
