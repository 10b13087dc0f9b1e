import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Fixtures } from './fixtures/index.ts';
import { brokenPart, type Expectation, judge, readExpectations, unsupportedPart } from './judge/index.ts';
import { TargetKeeper } from './keep-target.ts';
import { writeTranscript } from './observe/index.ts';
import { withCleanup } from './on-interrupt.ts';
import { newSecondServer, type SecondServer } from './pairs/index.ts';
import { type PeerHost, startPeerHost } from './peers/index.ts';
import { type PlannedPart, type PlannedScenario, plan } from './plan.ts';
import type { ProgressOutput } from './progress-reporter.ts';
import type { PartRecord, RunRecord, ShardRecord } from './record/index.ts';
import { expectationOf, RunFindings } from './run-findings.ts';
import { runParts } from './run-parts.ts';
import { runPart } from './run-scenario.ts';
import {
  componentsIn,
  type Profile,
  peersIn,
  type RequirementGroup,
  type Scenario,
  shuffle,
  underProfile,
} from './scenario/index.ts';
import {
  EnvironmentFault,
  type Federation,
  freePorts,
  type RunningTarget,
  type TargetDriver,
} from './targets/index.ts';

/** What to run, against what, and how. */
export interface RunSuiteOptions {
  /** The scenarios to run, in order. */
  readonly scenarios: readonly Scenario[];
  readonly driver: TargetDriver;
  /** A second real server; left out: other servers are played by the harness. */
  readonly peer?: TargetDriver;
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
  /** The same of the second server. */
  readonly peerFaults?: readonly string[];
  /** What the run expects of a server where servers may differ; left out: what the scenarios say, and no more. */
  readonly profile?: Profile;
  /** Which shard `scenarios` are; left out: all that were chosen. */
  readonly shard?: ShardRecord;
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
  const second = options.peer && (await newSecondServer(options.peer, fixtures, options.peerFaults));
  const own = newPasswords(accounts);
  const passwords = { ...own, ...second?.passwords };
  const base = fixtures.provisionValues(provision);
  const host = second ? undefined : await hostFor({ ...options, fixtures });
  const federation = second?.federation ?? (host && (await federationWith(host)));
  const components = secretsFor({ ...options, fixtures });
  const keeper = new TargetKeeper(driver, {
    domain,
    accounts: own,
    names,
    ...(certificate && { certificateClearance: certificate.clearance }),
    provision: base,
    faults,
    ...(federation && { federation }),
    ...(components && { components }),
  });
  return withCleanup(
    () =>
      use((differences) =>
        runOn({ keeper, passwords, components, host, second }, { ...options, ...differences, fixtures }),
      ),
    async () => {
      await Promise.all([keeper.stop(), second?.stop()]);
      await host?.stop();
    },
  );
}

/** What plays the other servers, where there are scenarios that need some and the target federates. */
async function hostFor({ driver, scenarios, fixtures }: RunSuiteOptions): Promise<PeerHost | undefined> {
  const { peers, names } = fixtures.base;
  const domains = Object.keys(peers);
  const isNeeded = scenarios.some(({ actors }) => peersIn(actors, domains).size > 0);
  return isNeeded && driver.features.has('peers') ? startPeerHost(domains, names) : undefined;
}

/** A secret for each component, for this run only, where there are scenarios with one and the target takes them. */
function secretsFor({ driver, scenarios, fixtures }: RunSuiteOptions): Record<string, string> | undefined {
  const domains = Object.keys(fixtures.base.components);
  const isNeeded = scenarios.some(({ actors }) => componentsIn(actors, domains).size > 0);
  return isNeeded && driver.features.has('components') ? newPasswords(domains) : undefined;
}

/** How a target finds them, and is found. */
async function federationWith({ routes, nameServer, authority }: PeerHost): Promise<Federation> {
  const [port = 0] = await freePorts(1);
  return { port, routes, nameServer: nameServer.address, authority };
}

async function runOn(
  run: Pick<Run, 'keeper' | 'passwords' | 'components' | 'host' | 'second'>,
  options: RunSuiteOptions,
): Promise<RunRecord> {
  const { driver, profile, scenarios, shuffle: order } = options;
  const findings = newFindings(options);
  const { keeper, second } = run;
  const [target, peer] = await bothOf(keeper.target(), second?.keeper.target());
  const asked = profile === undefined ? scenarios : scenarios.map((one) => underProfile(one, profile));
  const others = Object.keys(options.fixtures.base.peers);
  const components = Object.keys(options.fixtures.base.components);
  const ordered = order === undefined ? asked : shuffle(asked, order);
  const planned = plan(ordered, driver, others, second, components);
  const stage = { ...run, findings, options };
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
  return findings.record(
    {
      target: targetRecord(driver, target),
      ...(second && peer && { peer: targetRecord(second.driver, peer) }),
    },
    planned,
  );
}

/** Both servers; where one cannot be started, not before the other has: stopped while it starts, it would be left behind. */
async function bothOf<Near, Far>(
  near: Promise<Near>,
  far: Promise<Far> | undefined,
): Promise<[Near, Far | undefined]> {
  await Promise.allSettled([near, far]);
  return Promise.all([near, far]);
}

function targetRecord({ name }: TargetDriver, { product, version }: RunningTarget): RunRecord['target'] {
  return { name, product, version };
}

function newFindings(options: RunSuiteOptions): RunFindings {
  const { driver, profile, scenarios, faults = [], peerFaults = [] } = options;
  return new RunFindings({
    scenarios: options.all ?? scenarios,
    requirements: options.requirements ?? [],
    expectations: options.expectations ?? expectationsOf(driver.name, options.peer?.name),
    suiteVersion: options.suiteVersion,
    seed: options.seed ?? randomBytes(8).toString('hex'),
    faults: [...faults, ...peerFaults.map((name) => `${name} at its peer`)],
    ...(profile && { profile: profile.name }),
    ...(options.shard && { shard: options.shard }),
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
  /** Secrets of components by domain; `undefined`: no scenario needs one. */
  readonly components: Readonly<Record<string, string>> | undefined;
  /** What plays other servers; `undefined`: nothing does. */
  readonly host: PeerHost | undefined;
  /** The second real server; `undefined`: there is none. */
  readonly second: SecondServer | undefined;
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
    if (!['broken', 'failed'].includes(record.outcome) || (await allLive(run))) return record;
    // It died of what came before: this part is not to blame
    const again = await played(planned.scenario, part, await run.keeper.target(), run);
    return record.outcome === 'failed' ? failedAgain(part, again) : again;
  } catch (error) {
    if (!(error instanceof EnvironmentFault)) throw error;
    return brokenPart(part, error.message);
  }
}

/** What failed while a server died is its failure only if it fails again; it is never passed. */
function failedAgain(part: PlannedPart['part'], again: PartRecord): PartRecord {
  if (['failed', 'broken'].includes(again.outcome)) return again;
  return brokenPart(part, 'a server ended while it was played, and what failed then did not fail again');
}

async function allLive({ keeper, second }: Run): Promise<boolean> {
  const lives = await Promise.all([keeper.lives(), second?.keeper.lives()]);
  return !lives.includes(false);
}

async function played(
  scenario: Scenario,
  part: PlannedPart['part'],
  target: RunningTarget,
  { passwords, components, host, second, findings, options }: Run,
): Promise<PartRecord> {
  const { driver, fixtures, budgetMs = defaultBudgetMs, out } = options;
  const { seed } = findings;
  const setting = { targetName: driver.name, target, fixtures, passwords, components, seed, budgetMs, host };
  const far = second && {
    name: second.driver.name,
    domain: second.domain,
    target: await second.keeper.target(),
  };
  const transcript = await runPart(scenario, part, { ...setting, ...(far && { second: far }) });
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

/** Known differences of a target: the list beside its driver, without what is true beside another second server only. */
function expectationsOf(target: string, peer: string | undefined): Expectation[] {
  const file = fileURLToPath(new URL(`targets/${target}/expected-failures.yaml`, import.meta.url));
  const all = existsSync(file) ? readExpectations(readFileSync(file, 'utf8'), file) : [];
  return all.filter((one) => one.peers === undefined || (peer !== undefined && one.peers.includes(peer)));
}
