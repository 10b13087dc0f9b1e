import { debtOf, type Owed } from './expected/index.ts';
import { exitCode } from './judge/index.ts';
import type { DebtRecord, RunRecord, ScenarioRecord } from './record/index.ts';

/** A run that is to be merged, and the folder that it was read from. */
export interface SavedRun {
  readonly folder: string;
  readonly record: RunRecord;
}

/** One record of all shards, and of which runs it was made; or one sentence why they make none. */
export type Merged =
  | { readonly record: RunRecord; readonly from: readonly SavedRun[] }
  | { readonly refusal: string };

/** What all parts of one run have in common. */
export function commonFacts({ target, peer, suite, faults }: RunRecord): Readonly<Record<string, string>> {
  const server = ({ name, product, version }: RunRecord['target']): string =>
    `${name}, ${product} ${version}`.trim();
  return {
    target: server(target),
    'second server': peer === undefined ? 'none' : server(peer),
    profile: suite.profile ?? 'none',
    faults: faults.join(', ') || 'none',
    'suite version': suite.version,
  };
}

/** One record of several runs that belong together, with what came of all scenarios. */
export function joinedRecord(
  first: RunRecord,
  runs: readonly RunRecord[],
  { scenarios, owed }: { readonly scenarios: readonly ScenarioRecord[]; readonly owed: Owed | undefined },
): RunRecord {
  const stale = [...new Set(runs.flatMap((run) => run.staleExpectations))];
  const [startedAt = first.startedAt] = runs.map((run) => run.startedAt).sort();
  const debt = owed === undefined ? debtOfAll(runs) : debtOf(owed, scenarios);
  const { schema, target, peer, faults, requirements } = first;
  const { version, scenarios: all, profile } = first.suite;
  const logs = runs.flatMap((run) => (run.logs ?? []).map((log) => mergedLog(log, run)));
  return {
    schema,
    target,
    ...(peer && { peer }),
    suite: {
      version,
      scenarios: all,
      seed: [...new Set(runs.map((run) => run.suite.seed))].join(', '),
      ...(profile !== undefined && { profile }),
    },
    startedAt,
    wallMs: runs.reduce((sum, run) => sum + run.wallMs, 0),
    faults,
    scenarios,
    requirements,
    staleExpectations: stale,
    ...(debt && { debt }),
    ...(logs.length > 0 && { logs }),
    exitCode: exitCode(scenarios, stale, debt),
  };
}

/** What shards owe together. */
function debtOfAll(runs: readonly RunRecord[]): DebtRecord | undefined {
  const debts = runs.flatMap(({ debt }) => debt ?? []);
  if (debts.length === 0) return undefined;
  return {
    file: [...new Set(debts.map(({ file }) => file))].join(', '),
    owed: debts.reduce((sum, { owed }) => sum + owed, 0),
    missing: debts.flatMap(({ missing }) => missing).sort(),
  };
}

/** What a shard's log is called among those of the others: `logs/prosody.log` of the second → `logs/2-prosody.log`. */
export function mergedLog(log: string, { suite, deployment }: RunRecord): string {
  return log.replace(/^logs\//, `logs/${suite.shard?.number ?? deployment?.number ?? 0}-`);
}
