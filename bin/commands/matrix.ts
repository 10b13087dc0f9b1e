import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { matrixRecord, orderedPairs, type PairRun } from '../../harness/pairs/index.ts';
import type { MatrixRecord } from '../../harness/record/index.ts';
import { runSuite } from '../../harness/run.ts';
import { type Profile, profileNamed, type Scenario } from '../../harness/scenario/index.ts';
import { type TargetDriver, targets } from '../../harness/targets/index.ts';
import { matrixPage, matrixTable } from '../../reports/index.ts';
import { packageVersion } from '../package-version.ts';
import { exitCodeHelp } from './exit-codes.ts';
import { emptyOutFolder } from './out-folder.ts';
import { readBudget, targetNamed } from './run-options.ts';
import { loadSuite, type Suite, scenariosOf, withSecondServer } from './suite.ts';
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
      '-t, --target <name>',
      `a server, once for each: ${[...targets.keys()].join(', ')}; left out: all of them`,
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
      const { matrix, runs } = await runMatrix(patterns, options);
      writeFileSync(join(options.out, 'matrix.json'), `${JSON.stringify(matrix, null, 1)}\n`);
      const records = runs.map(({ run }) => run);
      writeFileSync(join(options.out, 'matrix.html'), matrixPage(matrix, records));
      end(matrix.exitCode);
      console.log(options.json ? JSON.stringify(matrix) : matrixTable(matrix, records, options.out));
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

Examples:
  $ npx cmbac matrix -t reference -t prosody -t ejabberd
  $ npx cmbac matrix -t reference -t prosody S2S-4PT --out runs/pairs
  $ npx cmbac matrix --json | jq '.pairs[] | {from, to, verdicts}'
  $ npx cmbac run --target prosody --peer ejabberd                one pair alone
`;

/** What a matrix writes into its folder. */
const written = ['matrix.json', 'matrix.html', 'pairs'];

async function runMatrix(
  patterns: readonly string[],
  options: MatrixOptions,
): Promise<{ matrix: MatrixRecord; runs: readonly PairRun[] }> {
  const names = options.target.length === 0 ? [...targets.keys()] : [...new Set(options.target)];
  const drivers = names.map(targetNamed);
  const suite = loadSuite(options.scenarios);
  const asked = patterns.length === 0 ? ['federation/interop/*'] : patterns;
  // What was asked wrong is told before anything of an earlier matrix is gone
  for (const driver of drivers) scenariosFor(driver, suite, asked);
  emptyOutFolder(options.out, written);
  const [startedAt, start] = [new Date().toISOString(), performance.now()];
  const runs: PairRun[] = [];
  const pairs = orderedPairs(drivers);
  for (const [index, [from, to]] of pairs.entries()) {
    process.stderr.write(`${index + 1}/${pairs.length} ${from.name} → ${to.name}\n`);
    runs.push(await runPair(from, to, { suite, asked, options }));
  }
  const wallMs = Math.round(performance.now() - start);
  return { matrix: matrixRecord(runs, { suite: packageVersion(), startedAt, wallMs }), runs };
}

async function runPair(
  driver: TargetDriver,
  peer: TargetDriver,
  {
    suite,
    asked,
    options: { out, seed, budget },
  }: { readonly suite: Suite; readonly asked: readonly string[]; readonly options: MatrixOptions },
): Promise<PairRun> {
  const { scenarios, profile } = scenariosFor(driver, suite, asked);
  const evidence = `pairs/${driver.name}-${peer.name}`;
  const folder = join(out, evidence);
  mkdirSync(folder, { recursive: true });
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
  writeRun(folder, run);
  return { run, evidence };
}

/** What a pair with this server first is asked, and under which profile. @throws BadInput */
function scenariosFor(
  driver: TargetDriver,
  suite: Suite,
  asked: readonly string[],
): { readonly scenarios: readonly Scenario[]; readonly profile: Profile } {
  const profile = profileNamed(suite.profiles, undefined, driver.name);
  return { scenarios: withSecondServer(scenariosOf(suite.scenarios, asked, profile)), profile };
}

function collect(name: string, before: readonly string[]): string[] {
  return [...before, name];
}
