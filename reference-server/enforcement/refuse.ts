import { element } from '#xml';
import { type Answerable, errorReply, type Stanza, type StanzaError } from '../xmpp/index.ts';
import type { Audit } from './audit.ts';
import { type Exempt, ownStanza } from './exempt.ts';
import { faultyError, loseTime } from './faults/faulty-error.ts';
import type { Rules } from './rules.ts';
import type { Refusal } from './ruling.ts';

/** The application-specific condition of every denial: says that it was one, and nothing more. */
export const deniedNamespace = 'urn:x-cmbac:denied:0';

/**
 * Writes the refusal down, with all its reasons, and gives the error for its sender, with none. `undefined` where the
 * sender hears nothing: of a headline, of an error or a result, and of a groupchat message to one session, which is a room's
 * copy: an error would tell the room who is not cleared, and rooms put out whoever answers with some of them.
 *
 * All denials look the same from outside, whichever check they come from: the sender does not learn who is cleared for
 * what. Where denials are opaque, one for the recipient's sake looks as if there were no such recipient.
 *
 * Source: XEP-0258 §5; RFC 6120 §8.3.1; XEP-0045 §18.1.2.
 */
export function refuse(stanza: Stanza, refusal: Refusal, rules: Rules, audit: Audit): Exempt | undefined {
  audit(stanza, refusal);
  if (stanza.kind === 'message' && stanza.type === 'headline') return undefined;
  const isOfRoom = isCopyOfRoom(stanza);
  // A room elsewhere would tell whose server did not take it, whichever check refused it here
  if (isOfRoom && rules.peers.has(stanza.from.domain)) return faultyWord(stanza, rules);
  if (refusal.check === 'exit') {
    if (rules.faults.has('leak.slow')) loseTime();
    if (isOfRoom) return faultyWord(stanza, rules);
    if (isOpaque(rules)) return replyAbsent(stanza, rules);
  }
  return replyWith(stanza, errorFor(refusal), rules, refusal);
}

function isCopyOfRoom({ kind, type, to }: Stanza): boolean {
  return kind === 'message' && type === 'groupchat' && to !== undefined && to.resource !== '';
}

/** The fault `err.groupchat`. */
function faultyWord(stanza: Stanza, rules: Rules): Exempt | undefined {
  return rules.faults.has('err.groupchat')
    ? replyWith(stanza, { condition: 'service-unavailable' }, rules)
    : undefined;
}

/**
 * The answer where nobody is to take a message: no such account, or no session of it. Where denials are opaque, that is
 * silence, as for a message that was delivered, but for a groupchat message to an account, which is always answered.
 *
 * Source: RFC 6121 §8.5.1, §8.5.2.2, §8.5.3.2.1 (either is allowed); §8.5.2.1.1 (groupchat).
 */
export function replyAbsent(stanza: Stanza, rules: Rules): Exempt | undefined {
  const toAccount = stanza.to === undefined || stanza.to.resource === '';
  const hushed = stanza.kind === 'message' && !(stanza.type === 'groupchat' && toAccount);
  return hushed && isOpaque(rules)
    ? undefined
    : replyWith(stanza, { condition: 'service-unavailable' }, rules);
}

/**
 * The answer to one who may not be where the stanza was sent: in a room, or at a domain for rooms. Where denials are opaque,
 * as if there were no such place.
 */
export function refuseVisitor(
  stanza: Stanza,
  refusal: Refusal,
  rules: Rules,
  audit: Audit,
): Exempt | undefined {
  if (!isOpaque(rules)) return refuse(stanza, refusal, rules, audit);
  audit(stanza, refusal);
  return replyWith(stanza, { condition: 'item-not-found' }, rules);
}

function isOpaque({ denials, faults }: Rules): boolean {
  return denials === 'opaque' && !faults.has('err.distinct');
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
    case 'unavailable':
      // Of the type `wait`: it is not the label that is wrong, and the same message may pass later
      return { condition: 'resource-constraint' };
    case 'closed':
      return { condition: 'service-unavailable' };
    case 'denied':
      return {
        condition: 'forbidden',
        text: 'Not permitted',
        application: element(deniedNamespace, 'denied'),
      };
  }
}
