import type { Arrival } from './arrival.ts';
import { checkEntry } from './entry.ts';
import { checkForwarded } from './forwarded.ts';
import { checkInternal } from './internal.ts';
import { labelArrival } from './label/label-arrival.ts';
import { checkRestriction } from './restriction.ts';
import type { Rules } from './rules.ts';
import type { Ruling } from './ruling.ts';
import type { Accepted } from './stages.ts';

/** Everything before routing: label, what is forwarded under it, binding catalog, entry, internal, in this order; the first refusal stops. */
export function admit(arrival: Arrival, rules: Rules): Ruling<Accepted> {
  const labelled = labelArrival(arrival, rules);
  if (!labelled.allowed) return labelled;
  const forwarded = checkForwarded(labelled.message, rules);
  if (!forwarded.allowed) return forwarded;
  const listed = checkRestriction(forwarded.message, rules);
  if (!listed.allowed) return listed;
  const entered = checkEntry(listed.message, rules);
  if (!entered.allowed) return entered;
  return checkInternal(entered.message, rules);
}
