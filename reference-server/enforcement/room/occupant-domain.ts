import type { Decision } from '#policy';
import { coversMessage, type Measured } from '../covers-message.ts';
import type { Decided } from '../decided.ts';
import type { Rules } from '../rules.ts';
import { type Refusal, refused } from '../ruling.ts';

/**
 * Why the domain of somebody who is in a room, by the account, may not carry what is said there; `undefined`: it may. That of the
 * sender and that of the room were asked for all of them (`checkInternal`); whoever is in the room may be of another.
 */
export function refusalOfDomain(
  message: Measured,
  account: string,
  rules: Rules,
  decided?: Decided,
): Refusal | undefined {
  const { clearances, faults } = rules;
  const own = clearances.ofDomain(account.slice(account.indexOf('@') + 1));
  if (own === undefined || faults.has('int.domain') || faults.has('int.target-domain')) return undefined;
  const decide = (): Decision => coversMessage(message, own, rules);
  const decision = decided === undefined ? decide() : decided.of(own, decide);
  return decision.grant ? undefined : refused('denied', 'domain', decision.reasons);
}
