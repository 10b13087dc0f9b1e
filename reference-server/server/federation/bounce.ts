import { type Exempt, type Refusal, refuse, replyWith } from '../../enforcement/index.ts';
import type { Answerable, PeerFailure, Stanza, StanzaCondition } from '../../xmpp/index.ts';
import type { ImDomain } from '../im-domain.ts';
import { routeError } from '../route-message.ts';

/**
 * The answer to whoever sent what could not be brought to a peer, or may not have got there. It says nothing of what was sent. Of
 * a presence only who sent it to that very address hears, or a room: of a broadcast or a probe that did not arrive, nobody.
 *
 * Source: RFC 6120 §8.3.3.
 */
export function bounce(stanza: Answerable, why: PeerFailure, domain: ImDomain): void {
  if (stanza.kind === 'presence' && !isAwaited(stanza, domain)) return;
  tell(replyWith(stanza, { condition: conditions[why] }, domain.rules), domain);
}

function isAwaited({ type, from, to }: Answerable, { rooms, sessions }: ImDomain): boolean {
  if (rooms.serves(from.domain)) return true;
  return type === 'available' && to !== undefined && sessions.find(from)?.directed.has(to.full) === true;
}

const conditions: Readonly<Record<PeerFailure, StanzaCondition>> = {
  unknown: 'remote-server-not-found',
  unreachable: 'remote-server-timeout',
  timeout: 'remote-server-timeout',
  full: 'resource-constraint',
  lost: 'remote-server-timeout',
  stopped: 'remote-server-timeout',
  absent: 'service-unavailable',
};

/** The answer to whoever sent what waited, and may not leave any longer. */
export function refuseDeparture(stanza: Stanza, refusal: Refusal, domain: ImDomain): void {
  tell(refuse(stanza, refusal, domain.rules, domain.audit), domain);
}

function tell(error: Exempt | undefined, domain: ImDomain): void {
  if (error !== undefined) routeError(error, domain);
}
