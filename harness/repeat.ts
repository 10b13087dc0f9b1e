import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome, RunRecord } from './record/index.ts';
import type { RunDifferences } from './run.ts';

/** A part that came to something else than in the first run. */
export interface Difference {
  readonly scenario: string;
  readonly part: 'scenario' | 'twin';
  readonly was: Outcome;
  readonly now: Outcome | 'not run';
  /** Seeds of the order, and of the ids, of the first run and of this one. */
  readonly seeds: readonly [string, string];
}

/** What came of many runs of the same scenarios. */
export interface Repetition {
  readonly runs: number;
  readonly parts: number;
  /** The first run: whether what stays the same is also right. */
  readonly first: RunRecord;
  readonly differences: readonly Difference[];
}

/**
 * Runs the same scenarios so many times against one target, each time in another order and with other ids, and compares
 * the verdicts with those of the first run: a part that depends on its neighbours, or on luck, comes to something else.
 *
 * With `out`, the transcripts of each run that differs are kept in a folder of their own, and those of the first.
 */
export async function repeat(
  times: number,
  seed: string,
  run: (differences: RunDifferences) => Promise<RunRecord>,
  out?: string,
): Promise<Repetition> {
  const runOnce = (index: number): Promise<RunRecord> =>
    run({
      seed: seedOf(seed, index),
      shuffle: seedOf(seed, index),
      ...(out !== undefined && { out: folderOf(out, index) }),
    });
  const first = await runOnce(1);
  const differences: Difference[] = [];
  for (let index = 2; index <= times; index++) {
    const found = differencesOf(first, await runOnce(index));
    differences.push(...found);
    if (found.length === 0 && out !== undefined)
      rmSync(folderOf(out, index), { recursive: true, force: true });
  }
  return { runs: times, parts: outcomesOf(first).size, first, differences };
}

function seedOf(seed: string, index: number): string {
  return `${seed}-${index}`;
}

function folderOf(out: string, index: number): string {
  return join(out, `repeat-${index}`);
}

function differencesOf(first: RunRecord, other: RunRecord): Difference[] {
  const outcomes = outcomesOf(other);
  const seeds = [first.suite.seed, other.suite.seed] as const;
  return [...outcomesOf(first)].flatMap(([key, { scenario, part, outcome }]) => {
    const now = outcomes.get(key)?.outcome ?? 'not run';
    return now === outcome ? [] : [{ scenario, part, was: outcome, now, seeds }];
  });
}

interface PartOutcome {
  readonly scenario: string;
  readonly part: Difference['part'];
  readonly outcome: Outcome;
}

/** By scenario and part. */
function outcomesOf({ scenarios }: RunRecord): ReadonlyMap<string, PartOutcome> {
  const parts = scenarios.flatMap(({ id, parts: all }) =>
    all.map(({ name, outcome }): PartOutcome => ({ scenario: id, part: name, outcome })),
  );
  return new Map(parts.map((one) => [`${one.scenario} ${one.part}`, one]));
}
