import { countOutcomes } from '../judge/index.ts';
import type { MatrixRecord, PairRecord, PairVerdicts, RunRecord } from '../record/index.ts';

/** A run of one ordered pair, and the folder of its files below the matrix's own. */
export interface PairRun {
  readonly run: RunRecord;
  readonly evidence: string;
}

/** Every ordered pair of these, each with itself too, row by row. */
export function orderedPairs<One>(all: readonly One[]): (readonly [One, One])[] {
  return all.flatMap((from) => all.map((to) => [from, to] as const));
}

/** What the runs of the pairs come to together. Every run has a second server. */
export function matrixRecord(
  runs: readonly PairRun[],
  { suite, startedAt, wallMs }: Pick<MatrixRecord, 'suite' | 'startedAt' | 'wallMs'>,
): MatrixRecord {
  const servers = new Map(
    runs
      .flatMap(({ run: { target, peer } }) => [target, ...(peer ? [peer] : [])])
      .map((one) => [one.name, one]),
  );
  const pairs = runs.map(pairRecord);
  return {
    schema: 'cmbac/matrix@1',
    suite,
    startedAt,
    wallMs,
    targets: [...servers.keys()],
    servers: [...servers.values()],
    pairs,
    exitCode: worstCode(pairs.map(({ exitCode }) => exitCode)),
  };
}

function pairRecord({ run, evidence }: PairRun): PairRecord {
  return {
    from: run.target.name,
    to: run.peer?.name ?? '',
    verdicts: verdictsOf(run),
    wallMs: run.wallMs,
    evidence,
    exitCode: run.exitCode,
  };
}

function verdictsOf({ scenarios }: RunRecord): PairVerdicts {
  const { passed, failed, inconclusive, unsupported, broken, expected, unexpectedPasses } =
    countOutcomes(scenarios);
  return {
    passed: passed - unexpectedPasses,
    failed,
    inconclusive,
    unsupported,
    broken,
    expectedFailures: expected,
    unexpectedPasses,
  };
}

/** The exit code of a run, of several runs: the first of these that one of them has. */
const codes = [4, 1, 2, 3] as const;

function worstCode(found: readonly number[]): number {
  return codes.find((code) => found.includes(code)) ?? 0;
}
