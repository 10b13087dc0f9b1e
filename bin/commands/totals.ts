import { countOutcomes } from '../../harness/judge/index.ts';
import { failureKinds, type RunRecord, type ScenarioRecord } from '../../harness/record/index.ts';

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
    kinds: kindsOf(record.scenarios.filter(({ expected }) => expected?.met !== true)),
    expectedKinds: kindsOf(record.scenarios.filter(({ expected }) => expected?.met === true)),
    debt: record.debt,
    wallMs: record.wallMs,
  };
}

/** How many of these failed in which way: those kinds only that there are. */
function kindsOf(records: readonly ScenarioRecord[]): Record<string, number> {
  const counted = failureKinds.map(
    (kind) => [kind, records.filter((one) => one.kind === kind).length] as const,
  );
  return Object.fromEntries(counted.filter(([, count]) => count > 0));
}
