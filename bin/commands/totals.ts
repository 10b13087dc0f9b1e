import { countOutcomes } from '../../harness/judge/index.ts';
import type { RunRecord } from '../../harness/record/index.ts';

/** What came of a run in figures, as `--json` prints it. */
export function totals(record: RunRecord): object {
  const { passed, failed, inconclusive, unsupported, broken, expected, unexpectedPasses } = countOutcomes(
    record.scenarios,
  );
  return {
    target: record.target.name,
    peer: record.peer?.name,
    profile: record.suite.profile,
    shard: record.suite.shard,
    scenarios: record.scenarios.length,
    verdicts: {
      passed,
      failed,
      inconclusive,
      unsupported,
      broken,
      expectedFailures: expected,
      unexpectedPasses,
    },
    wallMs: record.wallMs,
  };
}
