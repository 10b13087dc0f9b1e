import { childElements } from '#xml';
import { type Exempt, passIq, refuse, replacedAnswer, replyAbsent, replyWith } from '../enforcement/index.ts';
import {
  answerIq,
  catalog,
  disableCarbons,
  discoInfo,
  discoItems,
  enableCarbons,
  type IqService,
  ping,
  rosterGet,
  rosterSet,
  takeRoomIq,
  version,
} from '../services/index.ts';
import type { Jid } from '../xmpp/index.ts';
import type { ClientSession } from './client-session.ts';
import { deliver } from './deliver.ts';
import type { ImDomain } from './im-domain.ts';
import { sessionFor } from './session-for.ts';

/** What the server answers: one entry a request. */
const services: readonly IqService[] = [
  ping,
  version,
  discoInfo,
  discoItems,
  catalog,
  rosterGet,
  rosterSet,
  enableCarbons,
  disableCarbons,
];

/**
 * An iq to the session it is for, or answered for an account or by the domain that it was sent to: its sender's own, or
 * another of this server. A request always gets one answer.
 *
 * Source: RFC 6121 §8.5; RFC 6120 §8.2.3.
 */
export function routeIq(session: ClientSession, iq: Exempt, domain: ImDomain): Exempt | undefined {
  const { stanza } = iq;
  const { to } = stanza;
  if (to !== undefined && domain.rooms.serves(to.domain)) return takeRoomIq(session, iq, domain);
  const host = to === undefined ? domain : domain.at(to.domain);
  if (host === undefined) return replyWith(stanza, { condition: 'remote-server-not-found' }, domain.rules);
  if (to !== undefined && to.local !== '' && to.resource !== '') {
    return passOn(session, iq, to, domain);
  }
  if (stanza.type === 'result') return undefined;
  const [payload] = childElements(stanza.element);
  if (payload === undefined) return replyWith(stanza, { condition: 'bad-request' }, domain.rules);
  const at =
    to?.local === ''
      ? 'server'
      : to === undefined || to.bare === session.jid.bare
        ? 'own-account'
        : 'other-account';
  return answerIq(services, { stanza, payload, session, at }, host);
}

/**
 * An iq from one client to another. What may not pass is answered as if nobody were there; in place of an answer that may
 * not, the one who asked gets an error. An answer to what nobody asked goes nowhere.
 */
function passOn(session: ClientSession, { stanza }: Exempt, to: Jid, domain: ImDomain): Exempt | undefined {
  const { rules } = domain;
  const isAnswer = stanza.type === 'result';
  if (isAnswer && !session.outstanding.settle(stanza) && !rules.faults.has('iq.unasked')) return undefined;
  const target = isAnswer ? domain.sessions.find(to) : sessionFor(to, stanza.from, domain);
  const arrival = { stanza, sender: stanza.from, origin: session.origin };
  const passage = passIq({ arrival, origin: target?.origin }, rules);
  if (!passage.allowed) {
    if (target !== undefined && isAnswer) deliver(target, replacedAnswer(stanza), rules);
    return refuse(stanza, passage, rules, domain.audit);
  }
  if (target === undefined) return replyAbsent(stanza, rules);
  deliver(target, passage.message, rules);
  return undefined;
}
