import { childElements } from '#xml';
import { type Exempt, replyWith } from '../enforcement/index.ts';
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
import type { ClientSession } from './client-session.ts';
import type { ImDomain } from './im-domain.ts';
import { passIqOn } from './pass-iq-on.ts';

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
 * An iq from one of our clients to the session it is for, or to a peer, or answered for an account or by the domain that it was
 * sent to: its sender's own, or another of this server. A request always gets one answer.
 *
 * Source: RFC 6121 §8.5; RFC 6120 §8.2.3.
 */
export function routeIq(session: ClientSession, iq: Exempt, domain: ImDomain): Exempt | undefined {
  const { stanza } = iq;
  const { to } = stanza;
  if (to !== undefined && domain.rooms.serves(to.domain)) return takeRoomIq(session, iq, domain);
  const host = to === undefined ? domain : domain.at(to.domain);
  if (to !== undefined && (host === undefined || (to.local !== '' && to.resource !== '')))
    return passIqOn(session, iq, to, domain);
  if (stanza.type === 'result') return undefined;
  const [payload] = childElements(stanza.element);
  if (payload === undefined) return replyWith(stanza, { condition: 'bad-request' }, domain.rules);
  const at =
    to?.local === ''
      ? 'server'
      : to === undefined || to.bare === session.jid.bare
        ? 'own-account'
        : 'other-account';
  return answerIq(services, { stanza, payload, session, at }, host ?? domain);
}
