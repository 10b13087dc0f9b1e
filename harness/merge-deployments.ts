import type { Owed } from './expected/index.ts';
import { isAsExpected, reconcile, worstKind } from './judge/index.ts';
import { commonFacts, joinedRecord, type Merged, type SavedRun } from './merged.ts';
import type { DeploymentRecord, RunRecord, ScenarioRecord } from './record/index.ts';

interface OnDeployment extends SavedRun {
  readonly deployment: DeploymentRecord;
}

/**
 * The runs on all deployments of a server as the run that they are: a scenario's own verdict and its twin's may come from different ones.
 * As with shards, nothing is taken on trust: none is missing, none was stopped before its end, and all are of one suite, target and
 * profile. Of a deployment that is there twice the last run counts if the verdicts are the same.
 */
export function mergeDeployments(runs: readonly SavedRun[], owed: Owed | undefined): Merged {
  const played: OnDeployment[] = [];
  for (const run of runs) {
    const { deployment, suite } = run.record;
    if (deployment === undefined || suite.shard !== undefined)
      return { refusal: `\`${run.folder}\` is no run on one deployment; merge those of one server alone` };
    played.push({ ...run, deployment });
  }
  const [first, ...others] = played;
  if (first === undefined) return { refusal: 'there is nothing to merge; name the folders of all runs' };
  const refusal =
    others.map((other) => difference(first, other)).find((one) => one !== undefined) ??
    contradiction(played) ??
    gap(first, played);
  if (refusal !== undefined) return { refusal };
  const from = [...new Map(played.map((one) => [one.deployment.number, one])).values()].sort(
    (a, b) => a.deployment.number - b.deployment.number,
  );
  const records = from.map(({ record }) => record);
  return { record: joined(first.record, records, owed), from };
}

function difference(one: OnDeployment, other: OnDeployment): string | undefined {
  const theirs = factsOf(other);
  const [what] = Object.entries(factsOf(one)).find(([key, value]) => theirs[key] !== value) ?? [];
  if (what === undefined) return undefined;
  return `\`${one.folder}\` and \`${other.folder}\` differ in their ${what}; merge the deployments of one server and one suite only`;
}

function factsOf({ record, deployment }: OnDeployment): Readonly<Record<string, string>> {
  const { of, chosen, digest } = deployment;
  return {
    ...commonFacts(record),
    'number of deployments': String(of),
    'scenarios, or in what the server is told': `${chosen} of ${record.suite.scenarios}, ${digest}`,
  };
}

/** A part that has one verdict here and another there: the same deployment, played twice. */
function contradiction(played: readonly OnDeployment[]): string | undefined {
  const seen = new Map<string, { readonly folder: string; readonly outcome: string }>();
  for (const { folder, record } of played)
    for (const { id, parts } of record.scenarios)
      for (const { name, outcome: came, findings } of parts) {
        const kind = worstKind(findings);
        const outcome = kind === undefined ? came : `${came} (${kind})`;
        const known = seen.get(`${id} ${name}`) ?? { folder, outcome };
        seen.set(`${id} ${name}`, known);
        if (known.outcome !== outcome)
          return `\`${id}\` (${name}) is ${known.outcome} in \`${known.folder}\` and ${outcome} in \`${folder}\`; leave one of them out, or see with \`--repeat 20\` what it depends on`;
      }
  return undefined;
}

function gap({ deployment: { of } }: OnDeployment, played: readonly OnDeployment[]): string | undefined {
  const there = new Set(played.map(({ deployment }) => deployment.number));
  const missing = Array.from({ length: of }, (_, index) => index + 1).filter((number) => !there.has(number));
  if (missing.length > 0) {
    const which =
      missing.length === 1
        ? `deployment ${missing.join()} of ${of} is`
        : `deployments ${missing.join(', ')} of ${of} are`;
    return `${which} missing; play ${missing.length === 1 ? 'it' : 'them'} with --deployment ${missing[0] ?? 1}`;
  }
  const short = played.find(({ record, deployment }) => partsIn(record) !== deployment.parts);
  if (short === undefined) return undefined;
  const { folder, record, deployment } = short;
  return `\`${folder}\` has ${partsIn(record)} of the ${deployment.parts} parts of deployment ${deployment.number}; run it again, to its end`;
}

function partsIn({ scenarios }: RunRecord): number {
  return scenarios.reduce((sum, { parts }) => sum + parts.length, 0);
}

function joined(first: RunRecord, runs: readonly RunRecord[], owed: Owed | undefined): RunRecord {
  const byId = Map.groupBy(
    runs.flatMap(({ scenarios }) => scenarios),
    ({ id }) => id,
  );
  const scenarios = [...byId.values()].map(whole).sort((a, b) => (a.id < b.id ? -1 : 1));
  return joinedRecord(first, runs, { scenarios, owed });
}

/** A scenario with all of its parts, and the verdict that they have together. */
function whole(records: readonly ScenarioRecord[]): ScenarioRecord {
  const [first] = records;
  if (first === undefined) throw new Error('a scenario without a record');
  const parts = records.flatMap((record) => record.parts).sort((a, b) => (a.name < b.name ? -1 : 1));
  const { controls } = first;
  const verdict = reconcile({ ...first, requirements: [...first.requirements] }, parts);
  const expected = records.find((record) => record.expected !== undefined)?.expected;
  const met = expected !== undefined && isAsExpected(expected, verdict);
  return { ...verdict, ...(expected && { expected: { ...expected, met } }), ...(controls && { controls }) };
}
