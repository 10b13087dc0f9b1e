import type { Clearances, Decision, Label } from '#policy';
import { covers } from './covers.ts';
import type { Rules } from './rules.ts';

/** What a message is measured by: a label, and labels of other policies that are known to say the same. */
export interface Measure {
  readonly label: Label;
  readonly equivalents: readonly Label[];
}

/** The same of a message, which may be measured by more than its own label. */
export interface Measured extends Measure {
  /** Those of what it names and is nothing without: whoever may not have one of those may not have it either. */
  readonly besides?: readonly Measure[];
}

/** Do these clearances cover all that a message is measured by? */
export function coversMessage(
  { label, equivalents, besides }: Measured,
  clearances: Clearances,
  rules: Rules,
): Decision {
  const own = covers(label, equivalents, clearances, rules);
  if (!own.grant || besides === undefined) return own;
  for (const each of besides) {
    const decision = covers(each.label, each.equivalents, clearances, rules);
    if (!decision.grant) return decision;
  }
  return own;
}
