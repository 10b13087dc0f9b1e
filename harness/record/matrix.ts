import type { TargetRecord } from './record.ts';

/**
 * What came of the same scenarios for every ordered pair of servers. Written to `matrix.json`; readers check `schema`.
 */
export interface MatrixRecord {
  readonly schema: 'cmbac/matrix@1';
  /** Version of this package. */
  readonly suite: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly wallMs: number;
  /** The names of the servers, in the order that they were asked for. */
  readonly targets: readonly string[];
  /** What they say of themselves; one that ran in no pair is not here. */
  readonly servers: readonly TargetRecord[];
  /** Row by row: from the first target to each, then from the second. A target with itself is two of its kind. */
  readonly pairs: readonly PairRecord[];
  readonly exitCode: number;
}

/** One run: `from` serves the domain under test, and what is tested goes from there to `to`; what comes back is tested with it. */
export interface PairRecord {
  readonly from: string;
  readonly to: string;
  /** Scenarios by what came of them; those that differ as an expected-failures file says count there only. */
  readonly verdicts: PairVerdicts;
  readonly wallMs: number;
  /** Why it could not be run, or not all of it, in one sentence: its exit code is 4 then. Without a run all that it would have been asked counts as broken. */
  readonly broken?: string;
  /** The folder with the run's record, its page and its transcripts, relative to the matrix's own; left out: there was no run. */
  readonly evidence?: string;
  readonly exitCode: number;
}

export interface PairVerdicts {
  readonly passed: number;
  readonly failed: number;
  readonly inconclusive: number;
  readonly unsupported: number;
  readonly broken: number;
  readonly expectedFailures: number;
  readonly unexpectedPasses: number;
}
