import type { Decision } from '#policy';
import { isUnavailable } from './clearances.ts';
import { coversMessage, type Measured } from './covers-message.ts';
import type { Decided } from './decided.ts';
import type { Rules } from './rules.ts';
import { type CheckName, type Refusal, refused } from './ruling.ts';

/**
 * The refusal, at this check, of a message whose label a user's clearance does not cover; `undefined`: it does. Where
 * nobody can say now what the user is cleared for, that refuses it too, and says to try again later.
 */
export function refusalOfUser(
  check: CheckName,
  message: Measured,
  bareJid: string,
  rules: Rules,
  decided?: Decided,
): Refusal | undefined {
  const clearances = rules.clearances.ofUser(bareJid);
  if (isUnavailable(clearances)) return refusedForNow(check, clearances.unavailable);
  const decide = (): Decision => coversMessage(message, clearances, rules);
  const decision = decided === undefined ? decide() : decided.of(clearances, decide);
  return decision.grant ? undefined : refused('denied', check, decision.reasons);
}

/** Refused because a clearance is out of reach: `why` is for the audit log. */
export function refusedForNow(check: CheckName, why: string): Refusal {
  return refused('unavailable', check, [{ kind: 'rule', rule: why }]);
}
