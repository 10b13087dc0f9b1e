import { sameLabel } from '#policy';
import type { Rules } from './rules.ts';
import { type Ruling, refused } from './ruling.ts';
import type { LabelledStanza } from './stages.ts';

/**
 * Where a domain's catalog is binding, its senders may use no other label than those in it. XEP-0258 §4 (`restrict`).
 */
export function checkRestriction(message: LabelledStanza, rules: Rules): Ruling<LabelledStanza> {
  const labels = rules.restrictedTo(message.arrival.sender.domain);
  const isListed = labels?.some((label) => sameLabel(label, message.label)) ?? true;
  return isListed || rules.faults.has('cat.restrict')
    ? { allowed: true, message }
    : refused('denied', 'catalog', [
        { kind: 'rule', rule: 'the catalog is binding and does not list the label' },
      ]);
}
