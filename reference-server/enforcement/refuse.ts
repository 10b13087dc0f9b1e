import { element } from '#xml';
import { type Answerable, errorReply, type Stanza, type StanzaError } from '../xmpp/index.ts';
import type { Audit } from './audit.ts';
import { type Exempt, ownStanza } from './exempt.ts';
import { faultyError } from './faulty-error.ts';
import type { Rules } from './rules.ts';
import type { Refusal } from './ruling.ts';

/** The application-specific condition of every denial: says that it was one, and nothing more. */
export const deniedNamespace = 'urn:x-cmbac:denied:0';

/**
 * Writes the refusal down, with all its reasons, and gives the error for its sender, with none. `undefined` where the
 * sender hears nothing: of a headline, and of an error or a result.
 *
 * All denials look the same from outside, whichever check they come from: the sender does not learn who is cleared for
 * what. A groupchat message to a room is refused in silence too, but there are no rooms on an IM domain.
 *
 * Source: XEP-0258 §5; RFC 6120 §8.3.1.
 */
export function refuse(stanza: Stanza, refusal: Refusal, rules: Rules, audit: Audit): Exempt | undefined {
  audit(stanza, refusal);
  if (stanza.kind === 'message' && stanza.type === 'headline') return undefined;
  return replyWith(stanza, errorFor(refusal), rules, refusal);
}

/** Any other error to the sender of a stanza, where one may be sent. */
export function replyWith(
  stanza: Answerable,
  error: StanzaError,
  rules: Rules,
  refusal?: Refusal,
): Exempt | undefined {
  const reply = errorReply(stanza, error);
  const written = rules.faults.size === 0 ? reply : faultyError(stanza, error, reply, rules.faults, refusal);
  return written === undefined ? undefined : ownStanza(written);
}

function errorFor(refusal: Refusal): StanzaError {
  switch (refusal.kind) {
    case 'malformed':
      return { condition: 'bad-request' };
    case 'unlabelled':
    case 'marking':
      return { condition: 'policy-violation' };
    case 'denied':
      return {
        condition: 'forbidden',
        text: 'Not permitted',
        application: element(deniedNamespace, 'denied'),
      };
  }
}
