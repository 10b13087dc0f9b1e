import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { type Fault, prove } from '../../harness/prove.ts';
import type { ProofRecord, RunRecord } from '../../harness/record/index.ts';
import { runSuite } from '../../harness/run.ts';
import { profileNamed, type Scenario, type Shard, select } from '../../harness/scenario/index.ts';
import type { TargetDriver } from '../../harness/targets/index.ts';
import { faultTable } from '../../reference-server/enforcement/index.ts';
import { killMatrix } from '../../reports/index.ts';
import { packageVersion } from '../package-version.ts';
import { BadInput } from './bad-input.ts';
import { exitCodes } from './exit-codes.ts';
import { makeWritable } from './out-folder.ts';
import { proveControls } from './prove-controls.ts';
import { checkFaults, peerNamed, readNames, readShard, targetNamed } from './run-options.ts';
import { loadSuite, type Suite, withoutSecondServer, withSecondServer } from './suite.ts';

interface ProveOptions {
  readonly faults?: readonly string[];
  readonly peer?: string;
  readonly named?: true;
  readonly write?: string;
  readonly shard?: Shard;
  readonly scenarios?: string;
  readonly out: string;
  readonly json?: true;
}

/** `cmbac prove`: the suite against the reference server with one check broken after another. */
export function proveCommand(end: (exitCode: number) => void): Command {
  return new Command('prove')
    .summary('see each scenario fail: run the suite once for each fault of the reference server')
    .description(
      'Run the scenarios once for each fault. Every fault must turn a scenario red, and every scenario that expects a refusal must be turned red by a fault.',
    )
    .argument('[pattern...]', 'scenario, glob over scenarios, requirement or group of requirements')
    .option('--faults <names>', 'these faults only: a,b', readNames)
    .option(
      '--peer <name>',
      'a second real server, which is sound: what only such a run can ask; with --named: for the scenarios that need one',
    )
    .option('--named', 'each fault over the scenarios that name it under `kills` only: much shorter')
    .option(
      '--write <file>',
      'with --named: keep what was seen as negative controls, beside those in the file',
    )
    .option('--shard <i/n>', 'with --named: the i-th of n parts of the faults', readShard)
    .option('--scenarios <dir>', 'a folder of scenarios of your own')
    .option('--out <dir>', 'where proof.json goes', 'reports/out-proof')
    .option('--json', 'the proof as one JSON object on stdout')
    .addHelpText('after', examples)
    .action(async (patterns: string[], options: ProveOptions) => {
      const proof = options.named ? await namedProof(patterns, options) : await proofOf(patterns, options);
      writeFileSync(join(options.out, 'proof.json'), `${JSON.stringify(proof, null, 2)}\n`);
      const isWhole = options.named === undefined && isAll(patterns, options);
      end(holds(proof, isWhole) ? exitCodes.holds : exitCodes.failed);
      console.log(options.json ? JSON.stringify(proof) : killMatrix(proof));
    });
}

const examples = `
Exit codes: 0 every fault is noticed and every refusal is seen red, 1 one is not, 4 the harness or this machine is at fault,
5 bad input.

Examples:
  $ npx cmbac prove                                every fault, every scenario: some minutes
  $ npx cmbac prove --faults exit.user,lbl.equiv
  $ npx cmbac prove --peer reference --faults entry.peer,exit.peer S2S-4PT-5
  $ npx cmbac prove --named --write scenarios/controls.json        what reports show as negative controls
  $ npx cmbac prove --named 'exit/**' --write scenarios/controls.json
  $ npx cmbac prove --named --scenarios ours --write ours/controls.json    scenarios of your own
  $ npx cmbac prove --named --shard 1/2 --write scenarios/controls.json    and 2/2 beside it, into the same file
  $ npx cmbac prove --named --peer ejabberd LEAK-06 --write scenarios/controls.json    what only another product gets wrong
`;

/** Longest wait for what one probe should bring, in milliseconds: most of what is broken here never comes. */
const budgetMs = 300;

async function proofOf(patterns: readonly string[], options: ProveOptions): Promise<ProofRecord> {
  const { faults: names, peer: peerName, write, shard, out } = options;
  if (write !== undefined || shard !== undefined)
    throw new BadInput(`${write === undefined ? '--shard' : '--write'} goes with --named; give that too`);
  const { suite, chosen } = asked(patterns, options);
  const peer = peerName === undefined ? undefined : peerNamed(peerName, suite);
  const scenarios = peer === undefined ? withoutSecondServer(chosen) : withSecondServer(chosen);
  // Before the first run: it takes minutes until there is something to write
  makeWritable(out);
  const run = (fault?: string): Promise<RunRecord> => runWith(suite, scenarios, fault, peer);
  return prove(faultsNamed(names), scenarios, run, names === undefined && isAll(patterns, options));
}

/** With a second server, which is sound, for those scenarios that need one: another reference server, unless one is named. */
async function namedProof(patterns: readonly string[], options: ProveOptions): Promise<ProofRecord> {
  const { faults: names, peer = 'reference', write, shard, out } = options;
  const second = targetNamed(peer);
  const { suite, chosen } = asked(patterns, options);
  makeWritable(out);
  // Of some scenarios only those faults are asked that one of them names
  const all = faultsNamed(names).filter(
    ({ name }) => isAll(patterns, options) || chosen.some(({ kills }) => kills.includes(name)),
  );
  const faults = shard === undefined ? all : all.filter((_, index) => index % shard.of === shard.number - 1);
  return proveControls({
    faults,
    scenarios: chosen,
    all: suite.scenarios,
    ...(write !== undefined && { file: write }),
    run: (scenarios, fault, withPeer) => runWith(suite, scenarios, fault, withPeer ? second : undefined),
  });
}

/** All scenarios, of every profile: those that want another deployment say so themselves. */
function asked(
  patterns: readonly string[],
  { faults, scenarios }: ProveOptions,
): { readonly suite: Suite; readonly chosen: readonly Scenario[] } {
  checkFaults(faults, 'reference');
  const suite = loadSuite(scenarios);
  return { suite, chosen: select(suite.scenarios, patterns) };
}

/** Are these all scenarios of this package? */
function isAll(patterns: readonly string[], { scenarios }: ProveOptions): boolean {
  return patterns.length === 0 && scenarios === undefined;
}

function runWith(
  { profiles, fixtures }: Suite,
  scenarios: readonly Scenario[],
  fault: string | undefined,
  peer: TargetDriver | undefined,
): Promise<RunRecord> {
  const driver = targetNamed('reference');
  console.error(`\n${fault ?? 'no fault'}`);
  return runSuite({
    scenarios,
    driver,
    ...(peer && { peer }),
    fixtures,
    suiteVersion: packageVersion(),
    expectations: [],
    faults: fault === undefined ? [] : [fault],
    profile: profileNamed(profiles, undefined, driver.name),
    budgetMs,
  });
}

function faultsNamed(names: readonly string[] | undefined): Fault[] {
  const all = Object.entries(faultTable).map(([name, broken]) => ({ name, broken }));
  return names === undefined ? all : all.filter(({ name }) => names.includes(name));
}

/** Of some scenarios nobody can expect that they notice every fault. */
function holds({ faults, unsound, neverRed = [] }: ProofRecord, isWhole: boolean): boolean {
  if (unsound.length > 0 || faults.some(({ missed }) => missed.length > 0)) return false;
  return !isWhole || (faults.every(({ red }) => red.length > 0) && neverRed.length === 0);
}
