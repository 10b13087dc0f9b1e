import { Command } from 'commander';
import { knownDifferencesOf } from '../../harness/known-differences.ts';
import { type RunSuiteOptions, runSuite } from '../../harness/run.ts';
import { inShard, type Shard, shardRecord } from '../../harness/scenario/index.ts';
import { targets } from '../../harness/targets/index.ts';
import { markdown, summary } from '../../reports/index.ts';
import { packageVersion } from '../package-version.ts';
import { appendMarkdown } from './append-markdown.ts';
import { BadInput } from './bad-input.ts';
import { type Deployments, deploymentsOf } from './deployments.ts';
import { exitCodeHelp } from './exit-codes.ts';
import { owedOf } from './lock-file.ts';
import { emptyOutFolder } from './out-folder.ts';
import { readNumber } from './provision.ts';
import { deploymentToPlay, onDeployment, playAll, refuseUnlessDone } from './run-deployments.ts';
import {
  checkFaults,
  peerNamed,
  type RunOptions,
  readBudget,
  readNames,
  readRepeat,
  readShard,
  targetNamed,
} from './run-options.ts';
import { runRepeatedly } from './run-repeat.ts';
import { defaultRunFolder } from './saved-run.ts';
import { loadSuite, profileOf, scenariosOf, withSecondServer } from './suite.ts';
import { totals } from './totals.ts';
import { writeRun } from './write-run.ts';

/** `cmbac run`: scenarios against a server. */
export function runCommand(end: (exitCode: number) => void): Command {
  return new Command('run')
    .summary('run scenarios against a server')
    .description(
      'Run scenarios against a server, judge them from what was on the wire, and write the reports: run.json, junit.xml, index.html, summary.md, badge.svg and the transcripts.',
    )
    .argument('[pattern...]', 'scenario, glob over scenarios, requirement or group of requirements')
    .option(
      '-t, --target <name|file>',
      `the server to test: ${[...targets.keys()].join(', ')}, or a file that describes one (docs/targets.md)`,
      'reference',
    )
    .option(
      '--peer <name|file>',
      'a second real server: only the scenarios that want one, or can have one, are run',
    )
    .option('--scenarios <dir>', 'a folder of scenarios of your own')
    .option('--faults <names>', 'break the reference server on purpose: a,b', readNames)
    .option('--peer-faults <names>', 'the same of the second server', readNames)
    .option('--seed <text>', 'makes ids and nonces: the same seed, the same stanzas')
    .option('--shuffle <seed>', 'run the scenarios in an order of their own')
    .option(
      '--repeat <times>',
      'run everything so often, each time in another order, and compare',
      readRepeat,
    )
    .option('--shard <i/n>', 'the i-th of n parts of the scenarios; `cmbac merge` joins them', readShard)
    .option(
      '--deployment <n>',
      'of a server that people provision: what it has now; it is looked at before anything is scored (`cmbac provision`)',
      readNumber,
    )
    .option(
      '--lock <file>',
      'the scenarios that must be executed, of those that are asked for (`cmbac lock`)',
    )
    .option('--profile <name>', 'what to expect where servers may differ (scenarios/profiles.yaml)')
    .option('--budget <ms>', 'longest wait for what one probe or request should bring', readBudget)
    .option('--out <dir>', 'where the reports go; emptied first', defaultRunFolder)
    .option('--md <file>', 'append a summary to this file, as in --md "$GITHUB_STEP_SUMMARY"')
    .option('--json', 'the totals as one JSON object on stdout')
    .option('--bail', 'stop after the first part that is not as expected')
    .addHelpText('after', `${exitCodeHelp}${examples}`)
    .action(async (patterns: string[], options: RunOptions) => {
      const { asked: all, deployments, number } = prepare(patterns, options);
      if (deployments !== undefined && number !== undefined)
        await refuseUnlessDone(deployments, number, options);
      const asked =
        deployments === undefined || number === undefined ? all : onDeployment(all, deployments, number);
      emptyOutFolder(options.out);
      if (options.repeat !== undefined) {
        await runRepeatedly(asked, { ...options, repeat: options.repeat }, end);
        return;
      }
      const isEach = deployments !== undefined && number === undefined;
      const record = isEach ? await playAll(asked, deployments, options) : await runSuite(asked);
      if (!isEach) writeRun(options.out, record);
      if (options.md !== undefined) appendMarkdown(options.md, markdown(record));
      // Before it is printed: who closes the pipe gets the run's exit code all the same
      end(record.exitCode);
      console.log(
        options.json ? JSON.stringify(totals(record)) : summary(record, options.out, options.scenarios),
      );
    });
}

const examples = `
Examples:
  $ npx cmbac run
  $ npx cmbac run 'exit/**' C2S-ENTRY --bail
  $ npx cmbac run -t prosody --out runs/prosody
  $ npx cmbac run -t lab/alpha.yaml --out runs/alpha            a server that somebody has started: docs/targets.md
  $ npx cmbac run -t lab/alpha.yaml --deployment 2 --out runs/2 what its worksheet has for deployment 2: docs/worksheets.md
  $ npx cmbac run --target reference --peer ejabberd 'federation/**'
  $ npx cmbac run --profile lenient --target prosody
  $ npx cmbac run --repeat 20                                  does any verdict depend on the order?
  $ npx cmbac run --shard 2/5 --out shards/2                   one job of five; then cmbac merge shards/* --out runs/all
  $ npx cmbac run -t prosody --lock prosody.lock               red where less is executed than once was
  $ npx cmbac run --faults exit.user --out runs/exit.user      see the suite notice a broken server
`;

/** Everything a person can have got wrong is looked at before the reports of the last run are removed. */
function prepare(patterns: readonly string[], options: RunOptions): Prepared {
  const { faults, peerFaults, seed, shuffle, shard, lock, budget, out, bail } = options;
  const suite = loadSuite(options.scenarios);
  const driver = targetNamed(options.target, suite);
  checkFaults(faults, driver.sameAs ?? driver.name);
  const peer = options.peer === undefined ? undefined : peerNamed(options.peer, suite);
  checkFaults(peerFaults, peer?.sameAs ?? peer?.name, '--peer-faults');
  const profile = profileOf(driver, options.profile, suite);
  const chosen = scenariosOf(suite.scenarios, patterns, profile);
  const asked = peer === undefined ? chosen : withSecondServer(chosen);
  if (shard !== undefined) checkShard(asked.length, shard);
  const scenarios = shard === undefined ? asked : inShard(asked, shard);
  const isWhole = patterns.length === 0 && shard === undefined && peer === undefined;
  const owed =
    lock === undefined
      ? undefined
      : owedOf(
          lock,
          isWhole ? undefined : { asked: scenarios, all: suite.scenarios, patterns, ...(shard && { shard }) },
        );
  const expectations = knownDifferencesOf(driver);
  const deployments =
    driver.worksheet === undefined ? undefined : deploymentsOf(driver, scenarios, { suite, profile });
  checkDeployment(deployments, options);
  const prepared: RunSuiteOptions = {
    scenarios,
    expectations,
    driver,
    fixtures: suite.fixtures,
    controls: suite.controls,
    suiteVersion: packageVersion(),
    all: suite.scenarios,
    requirements: suite.groups,
    profile,
    out,
    ...(peer !== undefined && { peer }),
    ...(faults !== undefined && { faults }),
    ...(peerFaults !== undefined && { peerFaults }),
    ...(seed !== undefined && { seed }),
    ...(shuffle !== undefined && { shuffle }),
    ...(owed !== undefined && { owed }),
    ...(shard !== undefined && { shard: shardRecord(asked, shard) }),
    ...(budget !== undefined && { budgetMs: budget }),
    ...(bail !== undefined && { bail }),
  };
  if (deployments === undefined) return { asked: prepared };
  const number = deploymentToPlay(deployments, options);
  return { asked: prepared, deployments, ...(number !== undefined && { number }) };
}

/** What is to be run; of a server that people provision, its deployments, and which one it is: `undefined`: one after the other. */
interface Prepared {
  readonly asked: RunSuiteOptions;
  readonly deployments?: Deployments;
  readonly number?: number;
}

/** @throws BadInput where there are no deployments to choose from, or a second server that none of them knows of */
function checkDeployment(deployments: Deployments | undefined, { deployment, peer }: RunOptions): void {
  if (deployments === undefined && deployment !== undefined)
    throw new BadInput('the harness provisions this target itself; leave --deployment out');
  if (deployments !== undefined && peer !== undefined)
    throw new BadInput('a server that people provision is tested alone; leave --peer out');
}

/** @throws BadInput where a shard would have nothing to run: nobody should take that for a run that passed. */
function checkShard(scenarios: number, { of }: Shard): void {
  if (scenarios < of)
    throw new BadInput(
      `these scenarios are fewer than ${of} shards; give --shard at most ${scenarios} of them, or name more scenarios`,
    );
}
