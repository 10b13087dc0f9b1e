import type { Departing, Exempt } from '../../enforcement/index.ts';
import type { Answers } from './remote-session.ts';

/** The way out of this server to others: takes what may leave, and what carries no label, and nothing else. */
export interface WayToPeers {
  /** What was sent to peers and may be answered. */
  readonly sent: Answers;
  /** Sends it, now or when there is a stream; a message that has to wait is judged again. What cannot be sent is answered. */
  send(message: Departing | Exempt): void;
  /** Ends all streams in good order: what waits is answered as what could not be sent. */
  reset(): void;
}
