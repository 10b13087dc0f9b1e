import type { Rules } from '../../enforcement/index.ts';
import type { Unacknowledged } from '../../xmpp/index.ts';
import type { Deliverable } from '../deliverable.ts';

/** The managed stream of a session. Source: XEP-0198. */
export interface Management {
  readonly unacknowledged: Unacknowledged<Sent | 'nothing'>;
  /** What its client resumes it by, and within how many seconds; left out: it cannot be resumed. */
  readonly resumable?: { readonly id: string; readonly maxSeconds: number };
  /** The client was asked for its count, and has not said it. */
  isAsked: boolean;
}

/** What a session was sent: not its text, but what the checks were asked about, so that they can be asked again. */
export interface Sent {
  readonly message: Deliverable;
  /** Those under which it was sent. */
  readonly rules: Rules;
  readonly at: Date;
  /** It went as a copy of what another session was sent, or sent. */
  readonly direction?: 'received' | 'sent';
}
