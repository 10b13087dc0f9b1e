import type { Label } from '#policy';
import type { Stanza } from '../xmpp/index.ts';
import type { Arrival } from './arrival.ts';
import type { Measure } from './covers-message.ts';

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
  /** The stanza carries no label: this is the default, and a recipient sees none. */
  readonly isDefault?: true;
  /** What it names and is nothing without: whoever may not have that may not have it either (`measuredBesides`). */
  readonly besides?: readonly Measure[];
}

/** Says in a type which checks a message has passed; stamp.ts makes it, for the checks alone. */
export interface Passed<Check extends 'entry' | 'internal' | 'room' | 'recipient' | 'exit' | 'departure'> {
  readonly [passed]: { readonly [check in Check]: true };
}
declare const passed: unique symbol;

/** The clearances of its sender and of the sender's location cover its label. */
export type Entered = LabelledStanza & Passed<'entry'>;
/** Every level it is handled at covers its label: server, then domains. */
export type Accepted = Entered & Passed<'internal'>;
/** The room it was sent to takes it: its own clearance covers the label. It is not yet for any occupant. */
export type Admitted = Accepted & Passed<'room'>;
/** The recipient's clearance covers its label: it may be kept for that user. */
export type Destined = Accepted & Passed<'recipient'>;
/** So does that of the place where one session of the recipient is. `deliver` takes nothing less. */
export type Releasable = Destined & Passed<'exit'>;
/**
 * It may go to a peer, for somebody there: `stanza` is as that peer alone is to see it. Nothing else is written to a peer, but
 * what carries no label.
 */
export type Departing = Accepted &
  Passed<'departure'> & {
    /** The domain that it was judged for. */
    readonly peer: string;
    /** As it was before it was written for the peer: what is judged again if it has to wait. */
    readonly before: Accepted;
  };
