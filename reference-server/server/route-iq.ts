import { childElements } from '#xml';
import { type Exempt, replyWith } from '../enforcement/index.ts';
import {
  answerIq,
  catalog,
  discoInfo,
  discoItems,
  type IqService,
  ping,
  rosterGet,
  rosterSet,
  unavailable,
  version,
} from '../services/index.ts';
import type { ClientSession } from './client-session.ts';
import { deliver } from './deliver.ts';
import type { ImDomain } from './im-domain.ts';

/** What the server answers: one entry a request. */
const services: readonly IqService[] = [ping, version, discoInfo, discoItems, catalog, rosterGet, rosterSet];

/**
 * An iq to the session it is for, or answered for the server or an account. A request always gets one answer.
 *
 * Source: RFC 6121 §8.5; RFC 6120 §8.2.3.
 */
export function routeIq(session: ClientSession, iq: Exempt, domain: ImDomain): Exempt | undefined {
  const { stanza } = iq;
  const { to } = stanza;
  if (to !== undefined && to.domain !== domain.domain) {
    return replyWith(stanza, { condition: 'remote-server-not-found' }, domain.rules);
  }
  if (to !== undefined && to.local !== '' && to.resource !== '') {
    const target = domain.sessions.find(to);
    if (target === undefined) return replyWith(stanza, unavailable, domain.rules);
    deliver(target, iq, domain.rules);
    return undefined;
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
  return answerIq(services, { stanza, payload, session, at }, domain);
}
