import { existsSync } from 'node:fs';
import { type Owed, readLock } from '../../harness/expected/index.ts';
import { readText } from '../../harness/input/index.ts';
import { matchesPattern, type Scenario, type Shard } from '../../harness/scenario/index.ts';
import { BadInput } from './bad-input.ts';

/** What a run was asked for, that was not asked for everything. */
export interface Asked {
  readonly asked: readonly Pick<Scenario, 'id'>[];
  /** Every scenario there is. */
  readonly all: readonly Pick<Scenario, 'id'>[];
  readonly patterns: readonly string[];
  readonly shard?: Shard;
}

/**
 * What a lock says that a run owes. Where a run was asked for some scenarios only, it owes those of them that the lock names (a shard may
 * owe nothing), and those that its patterns name and that are there no more: who renames a scenario owes it. Of shards the first owes these.
 *
 * @throws BadInput where the file is not there, or whoever chose scenarios chose none that it names; ScenarioError where it does not fit the format
 */
export function owedOf(file: string, part: Asked | undefined): Owed {
  if (!existsSync(file))
    throw new BadInput(
      `\`${file}\` is not there; make a lock from a run with \`npx cmbac lock RUN --out ${file}\``,
    );
  const lock = readLock(readText(file), file);
  if (part === undefined) return lock;
  const { asked, all, patterns, shard } = part;
  const [chosen, known] = [asked, all].map((some) => new Set(some.map(({ id }) => id)));
  const isGone = (id: string): boolean =>
    known?.has(id) === false &&
    (patterns.length === 0 ||
      patterns.some((pattern) => matchesPattern(id, pattern) || id.startsWith(`${pattern}/`)));
  const owesGone = shard === undefined || shard.number === 1;
  const scenarios = lock.scenarios.filter((id) => chosen?.has(id) === true || (owesGone && isGone(id)));
  if (shard !== undefined || scenarios.length > 0) return { ...lock, scenarios };
  throw new BadInput(`\`${file}\` names none of these scenarios; leave --lock out, or name others`);
}
