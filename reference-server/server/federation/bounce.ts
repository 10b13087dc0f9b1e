import { type Exempt, type Refusal, refuse, replyWith } from '../../enforcement/index.ts';
import type { PeerFailure, Stanza, StanzaCondition } from '../../xmpp/index.ts';
import type { ImDomain } from '../im-domain.ts';
import { routeError } from '../route-message.ts';

/**
 * The answer to whoever sent what could not be brought to a peer, or may not have got there. It says nothing of what was sent.
 *
 * Source: RFC 6120 §8.3.3.
 */
export function bounce(stanza: Stanza, why: PeerFailure, domain: ImDomain): void {
  tell(replyWith(stanza, { condition: conditions[why] }, domain.rules), domain);
}

const conditions: Readonly<Record<PeerFailure, StanzaCondition>> = {
  unknown: 'remote-server-not-found',
  unreachable: 'remote-server-timeout',
  timeout: 'remote-server-timeout',
  full: 'resource-constraint',
  lost: 'remote-server-timeout',
  stopped: 'remote-server-timeout',
};

/** The answer to whoever sent what waited, and may not leave any longer. */
export function refuseDeparture(stanza: Stanza, refusal: Refusal, domain: ImDomain): void {
  tell(refuse(stanza, refusal, domain.rules, domain.audit), domain);
}

function tell(error: Exempt | undefined, domain: ImDomain): void {
  if (error !== undefined) routeError(error, domain);
}
