import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Expectation, expectationOf, type Owed } from './expected/index.ts';
import type { Fixtures } from './fixtures/index.ts';
import { brokenPart, endedServer, isExpectedPart, judge, unsupportedPart } from './judge/index.ts';
import { TargetKeeper } from './keep-target.ts';
import { knownDifferencesOf } from './known-differences.ts';
import { writeTranscript } from './observe/index.ts';
import { withCleanup } from './on-interrupt.ts';
import { newSecondServer, type SecondServer } from './pairs/index.ts';
import { type PeerHost, startPeerHost } from './peers/index.ts';
import { type PlannedPart, type PlannedScenario, plan } from './plan.ts';
import type { ProgressOutput } from './progress-reporter.ts';
import type { DeploymentRecord, PartRecord, RunRecord, SavedControl, ShardRecord } from './record/index.ts';
import { type Aliases, namePart, renameFixtures, renamingFor } from './renaming.ts';
import { RunFindings } from './run-findings.ts';
import { runParts } from './run-parts.ts';
import { runPart } from './run-scenario.ts';
import { passwordsOf, secretsFor } from './run-secrets.ts';
import {
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
import { writeLogs } from './write-logs.ts';

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
  /** Known differences; left out: those of the target's own file. */
  readonly expectations?: readonly Expectation[];
  /** What a lock says that this run owes; left out: nothing. */
  readonly owed?: Owed;
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
  /** What the negative controls showed; left out: none are at hand. */
  readonly controls?: readonly SavedControl[];
  /** Which shard `scenarios` are; left out: all that were chosen. */
  readonly shard?: ShardRecord;
  /** Where people provision the server: which parts are played, and whom they meet there. Left out: all, and those whom they name. */
  readonly deployment?: PlayedDeployment;
  /** The run's folder: transcripts go below it. Left out: none are written. */
  readonly out?: string;
  /** Stop after the first part that is not as expected. */
  readonly bail?: boolean;
  readonly output?: ProgressOutput;
}

/** One deployment of a server that people provision. */
export interface PlayedDeployment {
  /** What stands in the record; left out: it says nothing of deployments. */
  readonly record?: DeploymentRecord;
  /** What is played on it, and what cannot be asked at all. */
  readonly planned: readonly PlannedScenario[];
  /** Whom a part meets there under which names. */
  aliases(scenario: Pick<Scenario, 'id'>, part: PartRecord['name']): Aliases;
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
  const asked = fixturesUnder(options);
  const fixtures = renameFixtures(asked, renamingFor(driver.naming, asked.base));
  const { domain, rooms, names, certificate, provision } = fixtures.base;
  const second = options.peer && (await newSecondServer(options.peer, fixtures, options.peerFaults));
  const own = passwordsOf({ ...options, fixtures: asked });
  const passwords = { ...own, ...second?.passwords };
  const base = fixtures.provisionValues(provision);
  const components = secretsFor(options, fixtures.base);
  const host = second ? undefined : await hostFor(options, fixtures.base);
  const federation = second?.federation ?? (host && (await federationWith(host)));
  const keeper = new TargetKeeper(driver, {
    domain,
    rooms,
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
        runOn(
          { keeper, passwords, components, host, second, fixtures },
          { ...options, ...differences, fixtures: asked },
        ),
      ),
    async () => {
      await Promise.all([keeper.stop(), second?.stop()]);
      await host?.stop();
    },
  );
}

/** What plays the other servers, where there are scenarios that need some and the target federates. */
async function hostFor(
  { driver, scenarios, fixtures }: RunSuiteOptions,
  { peers, names }: Fixtures['base'],
): Promise<PeerHost | undefined> {
  const domains = Object.keys(fixtures.base.peers);
  const isNeeded = scenarios.some(({ actors }) => peersIn(actors, domains).size > 0);
  if (!isNeeded || !driver.features.has('peers')) return undefined;
  const { naming, outside } = driver;
  const there = Object.keys(peers).filter((domain) => naming?.without?.includes(domain) !== true);
  return startPeerHost(there, names, outside);
}

/** How a target finds them, and is found. */
async function federationWith({ routes, nameServer, authority }: PeerHost): Promise<Federation> {
  const [port = 0] = await freePorts(1);
  return { port, routes, nameServer: nameServer.address, authority };
}

async function runOn(
  run: Pick<Run, 'keeper' | 'passwords' | 'components' | 'host' | 'second' | 'fixtures'>,
  options: RunSuiteOptions,
): Promise<RunRecord> {
  const { driver, profile, scenarios, shuffle: order } = options;
  const startedAt = new Date();
  const expectations = options.expectations ?? knownDifferencesOf(driver);
  const { keeper, second } = run;
  const [target, peer] = await bothOf(keeper.target(), second?.keeper.target());
  const findings = newFindings({ ...options, expectations }, target, startedAt);
  const asked = profile === undefined ? scenarios : scenarios.map((one) => underProfile(one, profile));
  const others = Object.keys(options.fixtures.base.peers);
  const components = Object.keys(options.fixtures.base.components);
  const all = options.deployment?.planned ?? plan(asked, driver, others, second, components);
  const planned = order === undefined ? all : shuffle(all, order);
  const stage = { ...run, findings, options };
  await runParts(planned, {
    run: async (one, part) => {
      findings.begin(one.scenario, part.part);
      return findings.add(one.scenario, await recordOf(one, part, stage));
    },
    isExpected: ({ scenario }, record) =>
      isExpectedPart(expectationOf(findings.expectations, scenario), record),
    bail: options.bail ?? false,
    output: options.output ?? process.stderr,
    ...(order !== undefined && { together: `in the order of ${order}` }),
  });
  const record = findings.record(
    {
      target: targetRecord(driver, target),
      ...(second && peer && { peer: targetRecord(second.driver, peer) }),
    },
    planned,
  );
  const logs = logsOf(run, options);
  return logs.length === 0 ? record : { ...record, logs };
}

/** What the servers of a run said, written as evidence; the second one may be of the same kind. */
function logsOf(
  { keeper, second }: Pick<Run, 'keeper' | 'second'>,
  { driver, out }: Pick<RunSuiteOptions, 'driver' | 'out'>,
): string[] {
  if (out === undefined) return [];
  const near = { name: driver.name, log: () => keeper.log() };
  if (!second) return writeLogs(out, [near]);
  return writeLogs(out, [near, { name: `${second.driver.name}-peer`, log: () => second.keeper.log() }]);
}

/** Both servers; where one cannot be started, not before the other has: stopped while it starts, it would be left behind. */
async function bothOf<Near, Far>(
  near: Promise<Near>,
  far: Promise<Far> | undefined,
): Promise<[Near, Far | undefined]> {
  await Promise.allSettled([near, far]);
  return Promise.all([near, far]);
}

function targetRecord(
  { name, file, kind = 'process' }: TargetDriver,
  { product, version, image, startMs }: RunningTarget,
): RunRecord['target'] {
  return {
    name,
    ...(file !== undefined && { file }),
    ...{ product, version, kind },
    ...(image !== undefined && { image }),
    ...(startMs !== undefined && { startMs }),
  };
}

function newFindings(
  options: RunSuiteOptions & Required<Pick<RunSuiteOptions, 'expectations'>>,
  { version }: RunningTarget,
  startedAt: Date,
): RunFindings {
  const { profile, peer, scenarios, faults = [], peerFaults = [] } = options;
  return new RunFindings({
    scenarios: options.all ?? scenarios,
    requirements: options.requirements ?? [],
    expectations: options.expectations,
    circumstances: { version, ...(peer && { peer: peer.sameAs ?? peer.name }) },
    ...(options.owed && { owed: options.owed }),
    startedAt,
    suiteVersion: options.suiteVersion,
    seed: options.seed ?? randomBytes(8).toString('hex'),
    faults: [...faults, ...peerFaults.map((name) => `${name} at its peer`)],
    ...(profile && { profile: profile.name }),
    ...(options.shard && { shard: options.shard }),
    ...(options.deployment?.record && { deployment: options.deployment.record }),
    ...(options.controls && { controls: options.controls }),
  });
}

/** With the profile's verbs in the deployment that every scenario starts from. */
export function fixturesUnder({
  fixtures,
  profile,
}: Pick<RunSuiteOptions, 'fixtures' | 'profile'>): Fixtures {
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
  /** In the words of the target, where it has others. */
  readonly fixtures: Fixtures;
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
    if (record.outcome === 'passed' || (await allLive(run))) return record;
    // It died of what came before: this part is not to blame
    const again = await played(planned.scenario, part, await run.keeper.target(), run);
    if (!(await allLive(run))) return endedServer(again);
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
  { passwords, components, host, second, fixtures, findings, options }: Run,
): Promise<PartRecord> {
  const { driver, budgetMs = driver.budgetMs ?? defaultBudgetMs, out } = options;
  const { seed } = findings;
  const aliases = options.deployment?.aliases(scenario, part.name);
  const named = namePart(scenario, part, driver, options.fixtures.base, aliases);
  const setting = {
    ...{ targetName: driver.name, target, fixtures, components, seed, budgetMs, host },
    passwords: { ...passwords, ...named.passwords },
    ...(named.renaming && { renaming: named.renaming }),
  };
  const far = second && {
    name: second.driver.name,
    domain: second.domain,
    target: await second.keeper.target(),
  };
  const transcript = await runPart(named.scenario, named.part, { ...setting, ...(far && { second: far }) });
  const record = judge(named.scenario, part.name, transcript, fixtures);
  if (out === undefined) return record;
  const file = writeTranscript(join(out, transcriptsFolder), transcript);
  return { ...record, transcript: `${transcriptsFolder}/${file}` };
}

/** Where a run's folder has its transcripts. */
const transcriptsFolder = 'transcripts';
