import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { matrixRecord, type PairRun, runPairs } from '../../harness/pairs/index.ts';
import { type MatrixRecord, type RunRecord, visible } from '../../harness/record/index.ts';
import { runSuite } from '../../harness/run.ts';
import type { Profile, Scenario } from '../../harness/scenario/index.ts';
import { EnvironmentFault, type TargetDriver, targets } from '../../harness/targets/index.ts';
import { matrixPage, matrixTable } from '../../reports/index.ts';
import { packageVersion } from '../package-version.ts';
import { BadInput } from './bad-input.ts';
import { exitCodeHelp } from './exit-codes.ts';
import { emptyOutFolder } from './out-folder.ts';
import { peerNamed, readBudget } from './run-options.ts';
import { loadSuite, profileOf, type Suite, scenariosOf, withSecondServer } from './suite.ts';
import { writeRun } from './write-run.ts';

/** `cmbac matrix`: the same scenarios for every ordered pair of servers. */
export function matrixCommand(end: (exitCode: number) => void): Command {
  return new Command('matrix')
    .summary('run scenarios between every two servers')
    .description(
      'Start servers in pairs, every one with every one and with another of its own kind, run scenarios between them, and write what came of it: matrix.json, matrix.html, and for each pair the files of a run below pairs/.',
    )
    .argument('[pattern...]', 'scenario, glob over scenarios, requirement or group of requirements', [])
    .option(
      '-t, --target <name|file>',
      `a server, or a file that describes one, once for each (named twice is named once): ${[...targets.keys()].join(', ')}; left out: all of them, each as a process`,
      collect,
      [],
    )
    .option('--scenarios <dir>', 'a folder of scenarios of your own')
    .option('--seed <text>', 'makes ids and nonces: the same seed, the same stanzas')
    .option('--budget <ms>', 'longest wait for what one probe or request should bring', readBudget)
    .option('--out <dir>', 'where the reports go; emptied first', 'reports/out-matrix')
    .option('--json', 'the matrix as one JSON object on stdout')
    .addHelpText('after', `${exitCodeHelp}${examples}`)
    .action(async (patterns: string[], options: MatrixOptions) => {
      const { matrix, records } = await runMatrix(patterns, options);
      end(matrix.exitCode);
      console.log(options.json ? JSON.stringify(matrix) : visible(matrixTable(matrix, records, options.out)));
    });
}

interface MatrixOptions {
  readonly target: readonly string[];
  readonly scenarios?: string;
  readonly seed?: string;
  readonly budget?: number;
  readonly out: string;
  readonly json?: true;
}

const examples = `
Without a pattern it runs federation/interop/*. Of other patterns it runs those that have a second server in their \`peers\`.
A server that is not installed, or does not start, makes its pairs \`broken\`, with the reason; the others are run. The files are written
after each pair: what an interrupted matrix did not reach stands there as \`broken\`.

Examples:
  $ npx cmbac matrix -t reference -t prosody -t ejabberd
  $ npx cmbac matrix -t reference -t prosody S2S-4PT --out runs/pairs
  $ npx cmbac matrix --json | jq '.pairs[] | {from, to, verdicts}'
  $ npx cmbac run --target prosody --peer ejabberd                one pair alone
`;

/** What a matrix writes into its folder. */
const written = ['matrix.json', 'matrix.html', 'pairs'];

/** A matrix, and the runs of its pairs in their order. */
interface Matrix {
  readonly matrix: MatrixRecord;
  readonly records: readonly (RunRecord | undefined)[];
}

async function runMatrix(patterns: readonly string[], options: MatrixOptions): Promise<Matrix> {
  const names = options.target.length === 0 ? differentServers() : [...new Set(options.target)];
  const suite = loadSuite(options.scenarios);
  const drivers = names.map((name) => peerNamed(name, suite));
  const twice = drivers.find(({ name }, index) => drivers.findIndex((one) => one.name === name) !== index);
  if (twice !== undefined)
    throw new BadInput(`two of these targets are called \`${twice.name}\`; give one of them another \`id\``);
  const patternsAsked = patterns.length === 0 ? ['federation/interop/*'] : patterns;
  // What was asked wrong is told before anything of an earlier matrix is gone
  const chosen = new Map(drivers.map((driver) => [driver, scenariosFor(driver, suite, patternsAsked)]));
  emptyOutFolder(options.out, written);
  const [startedAt, start, all] = [new Date().toISOString(), performance.now(), names.length ** 2];
  const known = (pairs: readonly PairRun[]): Matrix => {
    const wallMs = Math.round(performance.now() - start);
    return {
      matrix: matrixRecord(pairs, { suite: packageVersion(), startedAt, wallMs }),
      records: pairs.map(runOf),
    };
  };
  let number = 0;
  const pairs = await runPairs(drivers, {
    asked: (from) => chosen.get(from)?.scenarios.length ?? 0,
    run: async (from, to, evidence) => {
      process.stderr.write(`${(number += 1)}/${all} ${from.name} → ${to.name}\n`);
      const asked = chosen.get(from) ?? scenariosFor(from, suite, patternsAsked);
      return runPair(from, to, { suite, asked, options, folder: join(options.out, evidence) });
    },
    keep: (found) => {
      writeMatrix(options.out, known(found));
    },
    complain,
  });
  return known(pairs);
}

/** Every server once, however many ways there are to start it. */
function differentServers(): string[] {
  return [...targets.values()].filter(({ sameAs }) => sameAs === undefined).map(({ name }) => name);
}

function runOf(pair: PairRun): RunRecord | undefined {
  return 'run' in pair ? pair.run : undefined;
}

function writeMatrix(folder: string, { matrix, records }: Matrix): void {
  writeFileSync(join(folder, 'matrix.json'), `${JSON.stringify(matrix, null, 1)}\n`);
  writeFileSync(join(folder, 'matrix.html'), matrixPage(matrix, records));
}

/** A stack trace is shown for what may be a mistake of ours only. */
function complain(sentence: string, error: unknown): void {
  console.error(`  broken: ${sentence}`);
  if (!(error instanceof EnvironmentFault)) console.error(error);
}

async function runPair(
  driver: TargetDriver,
  peer: TargetDriver,
  {
    suite,
    asked: { scenarios, profile },
    options: { seed, budget },
    folder,
  }: {
    readonly suite: Suite;
    readonly asked: Asked;
    readonly options: MatrixOptions;
    readonly folder: string;
  },
): Promise<RunRecord> {
  const run = await runSuite({
    scenarios,
    driver,
    peer,
    fixtures: suite.fixtures,
    suiteVersion: packageVersion(),
    all: suite.scenarios,
    requirements: suite.groups,
    profile,
    out: folder,
    ...(seed !== undefined && { seed }),
    ...(budget !== undefined && { budgetMs: budget }),
  });
  mkdirSync(folder, { recursive: true });
  writeRun(folder, run);
  return run;
}

interface Asked {
  readonly scenarios: readonly Scenario[];
  readonly profile: Profile;
}

/** What a pair with this server first is asked, and under which profile. @throws BadInput */
function scenariosFor(driver: TargetDriver, suite: Suite, asked: readonly string[]): Asked {
  const profile = profileOf(driver, undefined, suite);
  return { scenarios: withSecondServer(scenariosOf(suite.scenarios, asked, profile)), profile };
}

function collect(name: string, before: readonly string[]): string[] {
  return [...before, name];
}
