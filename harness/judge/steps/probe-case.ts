import type { Probe } from '../../scenario/index.ts';
import type { Bracket } from '../bracket.ts';
import type { Note, SeenStanza } from '../evidence.ts';

/** A probe whose stimulus was sent, with all that is needed to judge what became of it. */
export interface ProbeCase {
  readonly probe: Probe;
  readonly step: number;
  /** Of the notes' keys: '' or `.N`. */
  readonly suffix: string;
  /** Sessions that should get it when it is delivered. */
  readonly at: readonly string[];
  /** Sessions that must not get it, though those do. */
  readonly notAt: readonly string[];
  readonly stimulus: Note;
  readonly sent: SeenStanza;
  readonly bracket: Bracket;
  readonly strength: 'A' | 'B' | 'C';
}
