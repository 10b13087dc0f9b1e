import type { Enter } from '../../scenario/index.ts';
import type { Note, SeenStanza } from '../evidence.ts';

/** What came of entering a room. */
export interface EnterCase {
  readonly enter: Enter;
  readonly step: number;
  /** What was sent. */
  readonly note: Note;
  /** The room's address. */
  readonly room: string;
  /** All that came from the room in the step, but answers to pings. */
  readonly told: readonly SeenStanza[];
  readonly errors: readonly SeenStanza[];
  /** The room has said all that it had to. */
  readonly proven: boolean;
}
