import type { Clearance } from './label.ts';
import { framed, type MarkingWish, showFor, shownTags, tagText } from './marking-text.ts';
import type { Policy } from './policy.ts';

/**
 * What people are shown for a clearance: `{UNCLASSIFIED|RESTRICTED} REL TO ONE`. The classifications by their names, the
 * lowest first, so that the list is what decisions are made on; none at all is `{}`, never the lowest. Not for reading
 * back.
 */
export function markClearance(policy: Policy, clearance: Clearance, wish: MarkingWish = {}): string {
  const show = showFor(wish);
  const whole = show(policy.marking);
  const classifications = policy.classifications
    .map(({ classification }) => classification)
    .filter((classification) => clearance.classifications.has(classification))
    .toSorted((one, other) => one.hierarchy - other.hierarchy);
  const parts = [
    `{${classifications.map(({ name }) => name).join('|')}}`,
    ...shownTags(policy, clearance.categories, [], show).map(tagText),
  ];
  return framed(whole, parts.filter((part) => part !== '').join(whole.qualifier('separator') ?? ' '));
}
