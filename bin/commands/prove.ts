import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { type Fault, prove } from '../../harness/prove.ts';
import type { ProofRecord, RunRecord } from '../../harness/record/index.ts';
import { runSuite } from '../../harness/run.ts';
import { profileNamed, select } from '../../harness/scenario/index.ts';
import { faultTable } from '../../reference-server/enforcement/index.ts';
import { killMatrix } from '../../reports/index.ts';
import { packageVersion } from '../package-version.ts';
import { exitCodes } from './exit-codes.ts';
import { makeWritable } from './out-folder.ts';
import { checkFaults, readNames, targetNamed } from './run-options.ts';
import { loadSuite, withoutSecondServer, withSecondServer } from './suite.ts';

interface ProveOptions {
  readonly faults?: readonly string[];
  readonly peer?: string;
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
    .option('--peer <name>', 'a second real server, which is sound: what only such a run can ask')
    .option('--out <dir>', 'where proof.json goes', 'reports/out-proof')
    .option('--json', 'the proof as one JSON object on stdout')
    .addHelpText('after', examples)
    .action(async (patterns: string[], options: ProveOptions) => {
      const proof = await proofOf(patterns, options);
      writeFileSync(join(options.out, 'proof.json'), `${JSON.stringify(proof, null, 2)}\n`);
      end(holds(proof, patterns) ? exitCodes.holds : exitCodes.failed);
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
`;

/** Longest wait for what one probe should bring, in milliseconds: most of what is broken here never comes. */
const budgetMs = 300;

async function proofOf(
  patterns: readonly string[],
  { faults: names, peer: peerName, out }: ProveOptions,
): Promise<ProofRecord> {
  const driver = targetNamed('reference');
  checkFaults(names, driver.name);
  const suite = loadSuite();
  // All scenarios, of every profile: those that want another deployment say so themselves
  const chosen = select(suite.scenarios, patterns);
  const peer = peerName === undefined ? undefined : targetNamed(peerName);
  const scenarios = peer === undefined ? withoutSecondServer(chosen) : withSecondServer(chosen);
  const profile = profileNamed(suite.profiles, undefined, driver.name);
  // Before the first run: it takes minutes until there is something to write
  makeWritable(out);
  const run = (fault?: string): Promise<RunRecord> => {
    console.error(`\n${fault ?? 'no fault'}`);
    return runSuite({
      scenarios,
      driver,
      ...(peer && { peer }),
      fixtures: suite.fixtures,
      suiteVersion: packageVersion(),
      expectations: [],
      faults: fault === undefined ? [] : [fault],
      profile,
      budgetMs,
    });
  };
  return prove(faultsNamed(names), scenarios, run, names === undefined && patterns.length === 0);
}

function faultsNamed(names: readonly string[] | undefined): Fault[] {
  const all = Object.entries(faultTable).map(([name, broken]) => ({ name, broken }));
  return names === undefined ? all : all.filter(({ name }) => names.includes(name));
}

/** Of some scenarios nobody can expect that they notice every fault. */
function holds({ faults, unsound, neverRed = [] }: ProofRecord, patterns: readonly string[]): boolean {
  if (unsound.length > 0 || faults.some(({ missed }) => missed.length > 0)) return false;
  return patterns.length > 0 || (faults.every(({ red }) => red.length > 0) && neverRed.length === 0);
}
