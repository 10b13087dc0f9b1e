import type { Finding, Tally } from './fuzz.ts';

/** What the thread that tries inputs is told to do. */
export interface Task {
  readonly seed: string;
  readonly seconds: number;
  /** Names of decoders; all of them where empty. */
  readonly only: readonly string[];
  /** Where it writes what it is trying; see `Trying`. */
  readonly trying: SharedArrayBuffer;
}

/** What it says at the end. */
export interface Outcome {
  readonly tallies: Readonly<Record<string, Tally>>;
  /** Most memory in use on the heap, in bytes, of what was looked at once a round. */
  readonly heapBytes: number;
  readonly finding?: Finding;
}
