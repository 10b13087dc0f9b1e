import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Fixtures } from './fixtures/index.ts';
import { brokenPart, type Expectation, judge, readExpectations, unsupportedPart } from './judge/index.ts';
import { TargetKeeper } from './keep-target.ts';
import { writeTranscript } from './observe/index.ts';
import { withCleanup } from './on-interrupt.ts';
import { type PlannedPart, type PlannedScenario, plan } from './plan.ts';
import type { ProgressOutput } from './progress-reporter.ts';
import type { PartRecord, RunRecord } from './record/index.ts';
import { expectationOf, RunFindings } from './run-findings.ts';
import { runParts } from './run-parts.ts';
import { runPart } from './run-scenario.ts';
import {
  type Profile,
  type RequirementGroup,
  type Scenario,
  shuffle,
  underProfile,
} from './scenario/index.ts';
import { EnvironmentFault, type RunningTarget, type TargetDriver } from './targets/index.ts';

/** What to run, against what, and how. */
export interface RunSuiteOptions {
  /** The scenarios to run, in order. */
  readonly scenarios: readonly Scenario[];
  readonly driver: TargetDriver;
  readonly fixtures: Fixtures;
  /** Of this package: it stands in the record. */
  readonly suiteVersion: string;
  /** Every scenario there is, chosen or not; left out: those to run. */
  readonly all?: readonly Scenario[];
  /** The requirements for the record; left out: none. */
  readonly requirements?: readonly RequirementGroup[];
  /** Known differences; left out: those in the target's folder. */
  readonly expectations?: readonly Expectation[];
  /** Makes ids and nonces; left out: another for each run. */
  readonly seed?: string;
  /** The seed of an order; left out: the order of `scenarios`. */
  readonly shuffle?: string;
  /** Longest wait for what one probe or request should bring, in milliseconds. */
  readonly budgetMs?: number;
  /** Faults to start the target with: only the reference server has any. */
  readonly faults?: readonly string[];
  /** What the run expects of a server where servers may differ; left out: what the scenarios say, and no more. */
  readonly profile?: Profile;
  /** The run's folder: transcripts go below it. Left out: none are written. */
  readonly out?: string;
  /** Stop after the first part that is not as expected. */
  readonly bail?: boolean;
  readonly output?: ProgressOutput;
}

const defaultBudgetMs = 2000;

/**
 * Runs scenarios against one target and tells what came of them. The target is started once, started anew if it dies, and
 * stopped whatever happens.
 *
 * @throws EnvironmentFault when the target cannot be started at all.
 */
export async function runSuite(options: RunSuiteOptions): Promise<RunRecord> {
  return withTarget(options, (run) => run({}));
}

/** What may differ between runs against one target. */
export type RunDifferences = Pick<RunSuiteOptions, 'seed' | 'shuffle' | 'out'>;

/**
 * Keeps one target for as many runs as `use` makes of it, and stops it whatever happens.
 *
 * @throws EnvironmentFault when the target cannot be started at all.
 */
export async function withTarget<Result>(
  options: RunSuiteOptions,
  use: (run: (differences: RunDifferences) => Promise<RunRecord>) => Promise<Result>,
): Promise<Result> {
  const { driver, faults = [] } = options;
  const fixtures = fixturesUnder(options);
  const { domain, accounts, names, certificate, provision } = fixtures.base;
  const passwords = newPasswords(accounts);
  const base = fixtures.provisionValues(provision);
  const keeper = new TargetKeeper(driver, {
    domain,
    accounts: passwords,
    names,
    ...(certificate && { certificateClearance: certificate.clearance }),
    provision: base,
    faults,
  });
  return withCleanup(
    () => use((differences) => runOn(keeper, passwords, { ...options, ...differences, fixtures })),
    () => keeper.stop(),
  );
}

async function runOn(
  keeper: TargetKeeper,
  passwords: Readonly<Record<string, string>>,
  options: RunSuiteOptions,
): Promise<RunRecord> {
  const { driver, profile, scenarios, shuffle: order } = options;
  const findings = newFindings(options);
  const { product, version } = await keeper.target();
  const asked = profile === undefined ? scenarios : scenarios.map((one) => underProfile(one, profile));
  const planned = plan(order === undefined ? asked : shuffle(asked, order), driver);
  const stage = { keeper, passwords, findings, options };
  await runParts(planned, {
    run: async (one, part) => {
      findings.begin(one.scenario, part.part);
      return findings.add(one.scenario, await recordOf(one, part, stage));
    },
    isExpected: ({ scenario }, { outcome }) =>
      expectationOf(findings.expectations, scenario)?.outcome === outcome,
    bail: options.bail ?? false,
    output: options.output ?? process.stderr,
    ...(order !== undefined && { together: `in the order of ${order}` }),
  });
  return findings.record({ name: driver.name, product, version }, planned);
}

function newFindings(options: RunSuiteOptions): RunFindings {
  const { driver, profile, scenarios, faults = [] } = options;
  return new RunFindings({
    scenarios: options.all ?? scenarios,
    requirements: options.requirements ?? [],
    expectations: options.expectations ?? expectationsOf(driver.name),
    suiteVersion: options.suiteVersion,
    seed: options.seed ?? randomBytes(8).toString('hex'),
    faults,
    ...(profile && { profile: profile.name }),
  });
}

/** With the profile's verbs in the deployment that every scenario starts from. */
function fixturesUnder({ fixtures, profile }: RunSuiteOptions): Fixtures {
  const { base } = fixtures;
  const provision = { ...base.provision, ...profile?.provision };
  return { ...fixtures, base: { ...base, provision } };
}

/** What parts of a run share. */
interface Run {
  readonly keeper: TargetKeeper;
  readonly passwords: Readonly<Record<string, string>>;
  readonly findings: RunFindings;
  readonly options: RunSuiteOptions;
}

async function recordOf(
  planned: PlannedScenario,
  { part, missing }: PlannedPart,
  run: Run,
): Promise<PartRecord> {
  if (missing.length > 0) return unsupportedPart(part, missing);
  try {
    const record = await played(planned.scenario, part, await run.keeper.target(), run);
    if (record.outcome !== 'broken' || (await run.keeper.lives())) return record;
    // It died of what came before: this part is not to blame
    return await played(planned.scenario, part, await run.keeper.target(), run);
  } catch (error) {
    if (!(error instanceof EnvironmentFault)) throw error;
    return brokenPart(part, error.message);
  }
}

async function played(
  scenario: Scenario,
  part: PlannedPart['part'],
  target: RunningTarget,
  { passwords, findings, options }: Run,
): Promise<PartRecord> {
  const { driver, fixtures, budgetMs = defaultBudgetMs, out } = options;
  const { seed } = findings;
  const setting = { targetName: driver.name, target, fixtures, passwords, seed, budgetMs };
  const transcript = await runPart(scenario, part, setting);
  const record = judge(scenario, part.name, transcript, fixtures);
  if (out === undefined) return record;
  const file = writeTranscript(join(out, transcriptsFolder), transcript);
  return { ...record, transcript: `${transcriptsFolder}/${file}` };
}

/** Where a run's folder has its transcripts. */
const transcriptsFolder = 'transcripts';

/** A password for each account, for this run only. */
function newPasswords(accounts: readonly string[]): Record<string, string> {
  return Object.fromEntries(accounts.map((user) => [user, randomBytes(12).toString('base64url')]));
}

/** Known differences of a target: the list beside its driver. */
function expectationsOf(target: string): Expectation[] {
  const file = fileURLToPath(new URL(`targets/${target}/expected-failures.yaml`, import.meta.url));
  return existsSync(file) ? readExpectations(readFileSync(file, 'utf8'), file) : [];
}
