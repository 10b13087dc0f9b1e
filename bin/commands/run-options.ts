import { InvalidArgumentError } from 'commander';
import { didYouMean } from '../../harness/input/index.ts';
import type { Shard } from '../../harness/scenario/index.ts';
import {
  driverOf,
  loadDescription,
  type TargetDescription,
  type TargetDriver,
  targets,
} from '../../harness/targets/index.ts';
import { readFaults } from '../../reference-server/enforcement/index.ts';
import { BadInput } from './bad-input.ts';
import { loadSuite, type Suite } from './suite.ts';

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
  /** The deployment of a server that people provision. */
  readonly deployment?: number;
  readonly lock?: string;
  readonly profile?: string;
  readonly budget?: number;
  readonly out: string;
  /** A file that a summary in Markdown is appended to. */
  readonly md?: string;
  readonly json?: true;
  readonly bail?: true;
}

/**
 * A target by its name, or by the file that describes it. `suite`: where profiles and domains are that a file may name; left out: this
 * package's.
 *
 * @throws BadInput naming the targets that there are; ScenarioError with all that is wrong in the file.
 */
export function targetNamed(name: string, suite?: Pick<Suite, 'fixtures' | 'profiles'>): TargetDriver {
  return describedTarget(name, suite).driver;
}

/** The same, with its description where it has one. @throws as `targetNamed` does. */
export function describedTarget(
  name: string,
  suite?: Pick<Suite, 'fixtures' | 'profiles'>,
): { readonly driver: TargetDriver; readonly description?: TargetDescription } {
  const driver = targets.get(name);
  if (driver !== undefined) return { driver };
  if (/\.ya?ml$/.test(name) || name.includes('/')) return describedIn(name, suite ?? loadSuite());
  throw new BadInput(
    `there is no target \`${name}\`; ${didYouMean(name, targets.keys())} (targets: ${[...targets.keys()].join(', ')}, or a file that describes one: docs/targets.md)`,
  );
}

function describedIn(
  file: string,
  { fixtures, profiles }: Pick<Suite, 'fixtures' | 'profiles'>,
): { readonly driver: TargetDriver; readonly description: TargetDescription } {
  const { domains, peers, components } = fixtures.vocabulary();
  const known = {
    domains: [...domains, ...peers, ...components],
    peers: [...peers],
    components: [...components],
    profiles: profiles.map((profile) => profile.name),
  };
  const described = loadDescription(file, known, targets);
  return { driver: driverOf(described, targets), description: described.description };
}

/**
 * A second server of a run.
 *
 * @throws BadInput for one that this run cannot tell where the first one is, or that has names of its own
 */
export function peerNamed(name: string, suite?: Pick<Suite, 'fixtures' | 'profiles'>): TargetDriver {
  const driver = targetNamed(name, suite);
  if (driver.worksheet === undefined && driver.naming === undefined) return driver;
  throw new BadInput(
    `\`${name}\` cannot be a second server: a run starts it, and under its own names; name one that the harness configures, without \`domains\` and \`accounts\``,
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
