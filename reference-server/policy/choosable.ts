import type { Classification } from './label.ts';
import type { CategoryEntry } from './policy.ts';
import { timeOf } from './rules.ts';

/** May this category stand on a new label of this classification, as far as the two of them and the time are concerned? */
export function isChoosable(entry: CategoryEntry, classification: Classification, now: Date): boolean {
  return (
    !entry.obsolete &&
    !entry.excludedClasses.has(classification) &&
    (entry.requiredClass ?? classification) === classification &&
    timeOf(entry.period, now) === 'in-force'
  );
}
