import { InvalidArgumentError } from 'commander';
import { didYouMean } from '../../harness/input/index.ts';
import type { Shard } from '../../harness/scenario/index.ts';
import { type TargetDriver, targets } from '../../harness/targets/index.ts';
import { readFaults } from '../../reference-server/enforcement/index.ts';
import { BadInput } from './bad-input.ts';

/** What `cmbac run` was asked, as commander gives it. */
export interface RunOptions {
  readonly target: string;
  readonly peer?: string;
  readonly scenarios?: string;
  readonly faults?: readonly string[];
  readonly peerFaults?: readonly string[];
  readonly seed?: string;
  readonly shuffle?: string;
  readonly repeat?: number;
  readonly shard?: Shard;
  readonly profile?: string;
  readonly budget?: number;
  readonly out: string;
  readonly json?: true;
  readonly bail?: true;
}

/** @throws BadInput naming the targets that there are. */
export function targetNamed(name: string): TargetDriver {
  const driver = targets.get(name);
  if (driver !== undefined) return driver;
  throw new BadInput(
    `there is no target \`${name}\`; ${didYouMean(name, targets.keys())} (targets: ${[...targets.keys()].join(', ')})`,
  );
}

/** Names from `a,b`, checked against the table of faults when the target can have any. */
export function checkFaults(
  faults: readonly string[] | undefined,
  target: string | undefined,
  option: '--faults' | '--peer-faults' = '--faults',
): void {
  if (faults === undefined) return;
  if (target === undefined) throw new BadInput('there is no second server to break; name one with --peer');
  if (target !== 'reference')
    throw new BadInput(`\`${target}\` cannot be broken on purpose; leave ${option} out`);
  readFaults(faults);
}

/** `a,b` as names. */
export function readNames(text: string): string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length > 0) return names;
  throw new InvalidArgumentError('Write names with commas between, as in exit.user,entry.user.');
}

/** How often to run everything: 2 to 1000. */
export function readRepeat(text: string): number {
  const times = /^\d+$/.test(text) ? Number(text) : 0;
  if (times >= 2 && times <= 1000) return times;
  throw new InvalidArgumentError('It is a number of runs from 2 to 1000.');
}

/** `2/5`: the second of five shards; at most 1000. */
export function readShard(text: string): Shard {
  const [number = 0, of = 0] = /^\d+\/\d+$/.test(text) ? text.split('/').map(Number) : [];
  if (number >= 1 && number <= of && of <= 1000) return { number, of };
  throw new InvalidArgumentError('It is one of 1 to 1000 shards, as in 2/5.');
}

/** A number of milliseconds from 1 to ten minutes. */
export function readBudget(text: string): number {
  const budget = /^\d+$/.test(text) ? Number(text) : 0;
  if (budget >= 1 && budget <= 600_000) return budget;
  throw new InvalidArgumentError('It is a number of milliseconds from 1 to 600000.');
}
