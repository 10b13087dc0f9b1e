import type { Decision } from '#policy';
import { covers } from './covers.ts';
import type { Rules } from './rules.ts';
import type { LabelledStanza } from './stages.ts';

/** Where a session's connection comes from. One object a session: what is known of the place is kept with it. */
export interface Origin {
  /** The address of the other end, as text: canonical, and an IPv4-mapped IPv6 address as the IPv4 address it is. */
  readonly address: string;
  /** Names whose own addresses hold this one (forward-confirmed), in lower case; empty where none was asked for. */
  readonly names: readonly string[];
}

/**
 * May information with this label be at that place? Where locations are not limited, anywhere; where they are, a place
 * that is not known is cleared for nothing.
 */
export function mayBeAt(
  origin: Origin | undefined,
  { label, equivalents }: Pick<LabelledStanza, 'label' | 'equivalents'>,
  rules: Rules,
): Decision {
  const clearances = rules.clearances.ofLocation(origin);
  return clearances === undefined ? granted : covers(label, equivalents, clearances, rules);
}

const granted: Decision = { grant: true };
