import { isUnavailable } from './clearances.ts';
import { covers } from './covers.ts';
import type { Rules } from './rules.ts';
import { type CheckName, type Refusal, refused } from './ruling.ts';
import type { LabelledStanza } from './stages.ts';

/**
 * The refusal, at this check, of a message whose label a user's clearance does not cover; `undefined`: it does. Where
 * nobody can say now what the user is cleared for, that refuses it too, and says to try again later.
 */
export function refusalOfUser(
  check: CheckName,
  { label, equivalents }: Pick<LabelledStanza, 'label' | 'equivalents'>,
  bareJid: string,
  rules: Rules,
): Refusal | undefined {
  const clearances = rules.clearances.ofUser(bareJid);
  if (isUnavailable(clearances)) return refusedForNow(check, clearances.unavailable);
  const decision = covers(label, equivalents, clearances, rules);
  return decision.grant ? undefined : refused('denied', check, decision.reasons);
}

/** Refused because a clearance is out of reach: `why` is for the audit log. */
export function refusedForNow(check: CheckName, why: string): Refusal {
  return refused('unavailable', check, [{ kind: 'rule', rule: why }]);
}
