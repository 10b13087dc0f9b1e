import type { Decision } from '#policy';
import { covers } from './covers.ts';
import type { Decided } from './decided.ts';
import type { Origin } from './location.ts';
import type { Rules } from './rules.ts';
import type { LabelledStanza } from './stages.ts';

/**
 * May information with this label be at that place? Where locations are not limited, anywhere; where they are, a place
 * that is not known is cleared for nothing.
 */
export function mayBeAt(
  origin: Origin | undefined,
  { label, equivalents }: Pick<LabelledStanza, 'label' | 'equivalents'>,
  rules: Rules,
  decided?: Decided,
): Decision {
  const clearances = rules.clearances.ofLocation(origin);
  if (clearances === undefined) return granted;
  const decide = (): Decision => covers(label, equivalents, clearances, rules);
  return decided === undefined ? decide() : decided.of(clearances, decide);
}

const granted: Decision = { grant: true };
