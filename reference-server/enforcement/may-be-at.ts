import type { Decision } from '#policy';
import { coversMessage, type Measured } from './covers-message.ts';
import type { Decided } from './decided.ts';
import type { Origin } from './location.ts';
import type { Rules } from './rules.ts';

/**
 * May information with this label be at that place? Where locations are not limited, anywhere; where they are, a place
 * that is not known is cleared for nothing.
 */
export function mayBeAt(
  origin: Origin | undefined,
  message: Measured,
  rules: Rules,
  decided?: Decided,
): Decision {
  const clearances = rules.clearances.ofLocation(origin);
  if (clearances === undefined) return granted;
  const decide = (): Decision => coversMessage(message, clearances, rules);
  return decided === undefined ? decide() : decided.of(clearances, decide);
}

const granted: Decision = { grant: true };
