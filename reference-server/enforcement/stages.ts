import type { Label } from '#policy';
import type { Stanza } from '../xmpp/index.ts';
import type { Arrival } from './arrival.ts';

/**
 * A message with the label that counts for it: explicit, or the default. There is no message without one past this
 * point.
 */
export interface LabelledStanza {
  readonly arrival: Arrival;
  /** What a recipient gets: the stanza that came, with marking or default label written as the modes ask. */
  readonly stanza: Stanza;
  readonly label: Label;
  /** Labels of other policies that say the same, verified against the policy's own equivalences. */
  readonly equivalents: readonly Label[];
}

/** Says in a type which checks a message has passed; stamp.ts makes it, for the three checks alone. */
export interface Passed<Check extends 'entry' | 'internal' | 'exit'> {
  readonly [passed]: { readonly [check in Check]: true };
}
declare const passed: unique symbol;

/** The clearance of the place it came from, sender or peer, covers its label. */
export type Entered = LabelledStanza & Passed<'entry'>;
/** Every level it is handled at covers its label: server, then domains. */
export type Accepted = Entered & Passed<'internal'>;
/** One destination's clearance covers its label. `deliver` takes nothing less. */
export type Releasable = Accepted & Passed<'exit'>;
