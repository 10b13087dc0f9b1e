import { existsSync } from 'node:fs';
import { type Owed, readLock } from '../../harness/expected/index.ts';
import { readText } from '../../harness/input/index.ts';
import type { Scenario } from '../../harness/scenario/index.ts';
import { BadInput } from './bad-input.ts';

/**
 * What a lock says that a run owes. Where a run was asked for some scenarios only, it owes those of them that the lock names: a shard
 * may owe nothing.
 *
 * @throws BadInput where the file is not there, or whoever chose scenarios chose none that it names; ScenarioError where it does not fit the format
 */
export function owedOf(
  file: string,
  asked: readonly Pick<Scenario, 'id'>[] | undefined,
  isShard = false,
): Owed {
  if (!existsSync(file))
    throw new BadInput(
      `\`${file}\` is not there; make a lock from a run with \`npx cmbac lock RUN --out ${file}\``,
    );
  const lock = readLock(readText(file), file);
  if (asked === undefined) return lock;
  const ids = new Set(asked.map(({ id }) => id));
  const scenarios = lock.scenarios.filter((id) => ids.has(id));
  if (isShard || scenarios.length > 0) return { ...lock, scenarios };
  throw new BadInput(`\`${file}\` names none of these scenarios; leave --lock out, or name others`);
}
