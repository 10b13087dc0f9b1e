import type { FailureKind, Outcome, RunRecord } from './record.ts';

/**
 * What differs between two runs, by what was seen: whether a difference was expected plays no part. Printed by `cmbac diff
 * --json`; readers check `schema`.
 */
export interface DiffRecord {
  readonly schema: 'cmbac/diff@1';
  readonly before: ComparedRun;
  readonly after: ComparedRun;
  /** What came to something worse: another outcome, a worse kind of failure, or one that fails in something else besides. Leaks first. */
  readonly regressed: readonly PartDifference[];
  /** What passes and did not. */
  readonly mended: readonly PartDifference[];
  /** What came to something else that is neither. */
  readonly changed: readonly PartDifference[];
  /** What only the later run has. */
  readonly added: readonly PartDifference[];
  /** What only the earlier run has. */
  readonly gone: readonly PartDifference[];
  /** How many parts came to the same. */
  readonly same: number;
}

/** A run as far as a reader must know what is compared. */
export type ComparedRun = Pick<RunRecord, 'target' | 'peer' | 'suite' | 'startedAt' | 'faults'>;

/** A scenario or its twin in two runs. */
export interface PartDifference {
  readonly scenario: string;
  readonly part: 'scenario' | 'twin';
  readonly title: string;
  /** Left out: it was not in the earlier run. */
  readonly was?: Outcome;
  /** Left out: it is not in the later run. */
  readonly is?: Outcome;
  /** How it failed, at its worst; left out: it did not, or the run is of an earlier version. */
  readonly wasKind?: FailureKind;
  readonly isKind?: FailureKind;
  /** One sentence: why it is not `passed`, or was not. */
  readonly reason?: string;
}
