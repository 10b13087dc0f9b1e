import { countOutcomes } from '../judge/index.ts';
import type { MatrixRecord, PairRecord, PairVerdicts, RunRecord } from '../record/index.ts';

/** What came of one ordered pair: its run with the folder of its files below the matrix's own, or why there is none. */
export type PairRun =
  | { readonly from: string; readonly to: string; readonly run: RunRecord; readonly evidence: string }
  | UnrunPair;

/** A pair that could not be run. */
export interface UnrunPair {
  readonly from: string;
  readonly to: string;
  /** Why, in one sentence. */
  readonly broken: string;
  /** How many scenarios it would have been asked: none of them came to anything. */
  readonly scenarios: number;
  readonly wallMs: number;
}

/** Every ordered pair of these, each with itself too, row by row. */
export function orderedPairs<One>(all: readonly One[]): (readonly [One, One])[] {
  return all.flatMap((from) => all.map((to) => [from, to] as const));
}

/** What the pairs come to together. Every run has a second server; one that never ran is a target without a version. */
export function matrixRecord(
  runs: readonly PairRun[],
  { suite, startedAt, wallMs }: Pick<MatrixRecord, 'suite' | 'startedAt' | 'wallMs'>,
): MatrixRecord {
  const targets = [...new Set(runs.flatMap(({ from, to }) => [from, to]))];
  const known = new Map(
    runs
      .flatMap((one) => ('run' in one ? [one.run.target, ...(one.run.peer ? [one.run.peer] : [])] : []))
      .map((server) => [server.name, server]),
  );
  const pairs = runs.map(pairRecord);
  return {
    schema: 'cmbac/matrix@1',
    suite,
    startedAt,
    wallMs,
    targets,
    servers: targets.flatMap((name) => known.get(name) ?? []),
    pairs,
    exitCode: worstCode(pairs.map(({ exitCode }) => exitCode)),
  };
}

function pairRecord(pair: PairRun): PairRecord {
  const { from, to } = pair;
  if (!('run' in pair)) {
    const { broken, scenarios, wallMs } = pair;
    return { from, to, verdicts: { ...noVerdicts, broken: scenarios }, wallMs, broken, exitCode: brokenCode };
  }
  const { run, evidence } = pair;
  const broken = brokenBy(run);
  return {
    from,
    to,
    verdicts: verdictsOf(run),
    wallMs: run.wallMs,
    ...(broken !== undefined && { broken }),
    evidence,
    exitCode: run.exitCode,
  };
}

/** What the first broken scenario of a run was broken by; `undefined`: none is broken. */
function brokenBy({ scenarios }: RunRecord): string | undefined {
  const first = scenarios.find(({ outcome }) => outcome === 'broken');
  if (first === undefined) return undefined;
  const findings = first.parts.flatMap((part) => part.findings);
  return (
    findings.find(({ outcome }) => outcome === 'broken')?.seen ?? first.reason ?? `\`${first.id}\` is broken`
  );
}

const noVerdicts: PairVerdicts = {
  passed: 0,
  failed: 0,
  inconclusive: 0,
  unsupported: 0,
  broken: 0,
  expectedFailures: 0,
  unexpectedPasses: 0,
};

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

/** That of a pair without a run. */
const brokenCode = 4;

function worstCode(found: readonly number[]): number {
  return codes.find((code) => found.includes(code)) ?? 0;
}
