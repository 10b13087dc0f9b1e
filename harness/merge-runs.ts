import type { Owed } from './expected/index.ts';
import { mergeDeployments } from './merge-deployments.ts';
import { commonFacts, joinedRecord, type Merged, type SavedRun } from './merged.ts';
import type { RunRecord, ScenarioRecord, ShardRecord } from './record/index.ts';
import { sizeOfShard } from './scenario/index.ts';

/**
 * The shards of one run as the run that they are. Nothing is taken on trust: all are of the same suite, target and profile,
 * none is missing or was stopped before its end, and a shard that is there twice has the same verdicts both times (the
 * first is taken). Seeds may differ. In the same way the runs on all deployments of a server that people provision are one run. `owed`: what all of them together must have executed; left out: what each of them owes.
 */
export function mergeRuns(runs: readonly SavedRun[], owed?: Owed): Merged {
  if (runs.some(({ record }) => record.deployment !== undefined)) return mergeDeployments(runs, owed);
  const shards: Shard[] = [];
  for (const run of runs) {
    const { shard } = run.record.suite;
    if (shard === undefined)
      return { refusal: `\`${run.folder}\` is no shard; make shards with \`npx cmbac run --shard i/n\`` };
    shards.push({ ...run, shard });
  }
  const [first, ...others] = shards;
  if (first === undefined) return { refusal: 'there is nothing to merge; name the folders of all shards' };
  const refusal =
    others.map((other) => difference(first, other)).find((one) => one !== undefined) ??
    contradiction(shards) ??
    gap(shards) ??
    (owed === undefined ? unlocked(shards) : undefined);
  if (refusal !== undefined) return { refusal };
  const once = shards.filter((one, index) => shards.findIndex((other) => isSame(one, other)) === index);
  const from = once.sort((a, b) => a.shard.number - b.shard.number);
  return { record: joined(from[0] ?? first, from, owed), from };
}

interface Shard extends SavedRun {
  readonly shard: ShardRecord;
}

function isSame(one: Shard, other: Shard): boolean {
  return one.shard.number === other.shard.number;
}

/** What two runs do not have in common, and all shards of one run have. */
function difference(one: Shard, other: Shard): string | undefined {
  const theirs = factsOf(other);
  const [what, fact] = Object.entries(factsOf(one)).find(([key, value]) => theirs[key] !== value) ?? [];
  if (what === undefined || fact === undefined) return undefined;
  const values = what === 'scenarios' ? '' : ` (${fact} and ${theirs[what] ?? ''})`;
  return `\`${one.folder}\` and \`${other.folder}\` differ in their ${what}${values}; merge shards of one run only`;
}

function factsOf({ record, shard }: Shard): Readonly<Record<string, string>> {
  const { suite } = record;
  return {
    ...commonFacts(record),
    'number of shards': String(shard.of),
    scenarios: `${shard.chosen} of ${suite.scenarios}, ${shard.digest}`,
  };
}

/** A scenario that has one verdict here and another there. */
function contradiction(shards: readonly Shard[]): string | undefined {
  const seen = new Map<string, { readonly folder: string; readonly record: ScenarioRecord }>();
  for (const { folder, record: run } of shards)
    for (const record of run.scenarios) {
      const known = seen.get(record.id) ?? { folder, record };
      seen.set(record.id, known);
      if (verdictsOf(known.record) !== verdictsOf(record))
        return `\`${record.id}\` is ${known.record.outcome} in \`${known.folder}\` and ${record.outcome} in \`${folder}\`; leave one of them out, or see with \`npx cmbac run ${record.id} --repeat 20\` what it depends on`;
    }
  return undefined;
}

function verdictsOf({ outcome, kind, parts }: ScenarioRecord): string {
  return [outcome, kind ?? '', ...parts.map((part) => `${part.name} ${part.outcome}`)].join(', ');
}

/** A shard that is missing, or has not all of its scenarios. */
function gap(shards: readonly Shard[]): string | undefined {
  const of = shards[0]?.shard.of ?? 0;
  const there = new Set(shards.map(({ shard }) => shard.number));
  const missing = Array.from({ length: of }, (_, index) => index + 1).filter((number) => !there.has(number));
  const [next] = missing;
  if (next !== undefined) {
    const which =
      missing.length === 1 ? `shard ${next} of ${of} is` : `shards ${missing.join(', ')} of ${of} are`;
    return `${which} missing; run ${missing.length === 1 ? 'it' : 'them'} with --shard ${next}/${of}${missing.length === 1 ? '' : ' and so on'}`;
  }
  const short = shards.find(({ record, shard }) => record.scenarios.length !== sizeOfShard(shard));
  if (short !== undefined) {
    const { folder, record, shard } = short;
    return `\`${folder}\` has ${record.scenarios.length} of the ${sizeOfShard(shard)} scenarios of shard ${shard.number}/${of}; run it again, to its end`;
  }
  if (idsOf(shards.map(({ record }) => record)).size === shards[0]?.shard.chosen) return undefined;
  return 'a scenario is in two shards; run all of them again';
}

/** What one shard owes, and another was not asked for: their debts make no whole. */
function unlocked(shards: readonly Shard[]): string | undefined {
  const locked = shards.find(({ record }) => record.debt !== undefined);
  const without = shards.find(({ record }) => record.debt === undefined);
  if (locked === undefined || without === undefined) return undefined;
  return `\`${locked.folder}\` was run with --lock and \`${without.folder}\` without; run that again with it, or give --lock here`;
}

function idsOf(records: readonly RunRecord[]): ReadonlySet<string> {
  return new Set(records.flatMap(({ scenarios }) => scenarios.map(({ id }) => id)));
}

/** Of each shard one run, all found to belong together. */
function joined({ record }: Shard, shards: readonly Shard[], owed: Owed | undefined): RunRecord {
  const runs = shards.map((one) => one.record);
  const scenarios = runs.flatMap((run) => run.scenarios).sort((a, b) => (a.id < b.id ? -1 : 1));
  const whole = joinedRecord(record, runs, { scenarios, owed });
  return { ...whole, suite: { ...whole.suite, shards: shards.length } };
}
