import { verbHead } from './fixtures/index.ts';
import {
  componentsIn,
  domainsNamedIn,
  type Part,
  partsOf,
  peersIn,
  type Scenario,
  transportFeatures,
  userOf,
  verbsOf,
} from './scenario/index.ts';
import type { TargetDriver } from './targets/target.ts';

/** What is asked of a target before it is started. */
type Asked = Pick<TargetDriver, 'verbs' | 'features' | 'without' | 'naming'>;

/** A part of a scenario, and what the target lacks for it: verbs and features by name. */
export interface PlannedPart {
  readonly part: Part;
  /** Empty: it can be run. */
  readonly missing: readonly string[];
}

/** A scenario as this target will be asked to run it. */
export interface PlannedScenario {
  readonly scenario: Scenario;
  /** The scenario itself, then its twin. Either may be unsupported while the other is not. */
  readonly parts: readonly PlannedPart[];
}

/**
 * What this target can be asked, and what it lacks for the rest.
 *
 * Verbs count where the scenario itself uses them. The base deployment's do not: a server that was told nobody's
 * clearance and delivers all the same has failed, and must not hide behind `unsupported`. `peers` are the domains of other servers,
 * `components` those of components.
 */
export function plan(
  scenarios: readonly Scenario[],
  driver: Asked,
  peers: readonly string[] = [],
  second?: Second,
  components: readonly string[] = [],
): PlannedScenario[] {
  return scenarios.map((scenario) => ({
    scenario,
    parts: partsOf(scenario).map((part) => ({
      part,
      missing: missingFor(scenario, part, { driver, peers, components, second }),
    })),
  }));
}

function missingFor(
  scenario: Scenario,
  part: Part,
  {
    driver,
    peers,
    components,
    second,
  }: {
    readonly driver: Asked;
    readonly peers: readonly string[];
    readonly components: readonly string[];
    readonly second: Second | undefined;
  },
): string[] {
  const verbs = verbsOf(part).filter((verb) => !driver.verbs.has(verb));
  const features = featuresOf(scenario, part, { peers, components }).filter(
    (feature) => !driver.features.has(feature),
  );
  const names = [...verbs.map((verb) => `verb ${verb}`), ...features.map((feature) => `feature ${feature}`)];
  const own = [...new Set(names)].map((name) => {
    const why = driver.without?.get(name);
    return why === undefined ? name : `${name} (${why})`;
  });
  return [...own, ...missingDomains(scenario, part, driver), ...missingAt(scenario, part, second)];
}

/** The domains that a part names and the target has not. */
function missingDomains({ actors }: Scenario, { provision, steps }: Part, { naming }: Asked): string[] {
  return domainsNamedIn([actors, provision, steps], naming?.without ?? []).map(
    (domain) => `domain ${domain}`,
  );
}

/** The second real server of a run. */
interface Second {
  readonly domain: string;
  readonly driver: Pick<TargetDriver, 'verbs' | 'features'>;
}

/** What a second server lacks: what the scenario needs, it needs of both. */
function missingAt({ peers = {}, needs }: Scenario, part: Part, second: Second | undefined): string[] {
  const isWanted = Object.values(peers).includes('server');
  if (second === undefined) return isWanted ? ['a second server (`--peer`)'] : [];
  const { domain, driver } = second;
  const verbs = Object.keys(part.provisionAt?.[domain] ?? {}).map(verbHead);
  return [
    ...verbs.filter((verb) => !driver.verbs.has(verb)).map((verb) => `verb ${verb}`),
    ...needs.filter((feature) => !driver.features.has(feature)).map((feature) => `feature ${feature}`),
  ].map((name) => `${name} at ${domain}`);
}

function featuresOf(
  scenario: Scenario,
  part: Part,
  { peers, components }: { readonly peers: readonly string[]; readonly components: readonly string[] },
): string[] {
  const catalog = part.steps.some((step) => asksForCatalog(step));
  const live = part.steps.some(
    (step) =>
      'provision' in step ||
      'misprovision' in step ||
      ('probe' in step && step.probe.whileQueued !== undefined),
  );
  const elsewhere = peersIn(scenario.actors, peers);
  const attached = componentsIn(scenario.actors, components);
  const homes = Object.values(scenario.actors).map((actor) => userOf(actor).split('@')[1]);
  const domains = homes.some((home) => home !== undefined && !elsewhere.has(home) && !attached.has(home));
  const transport = Object.values(scenario.actors).flatMap(transportFeatures);
  return [
    ...scenario.needs,
    ...transport,
    ...(domains ? ['several-domains'] : []),
    ...(elsewhere.size > 0 ? ['peers'] : []),
    ...(part.steps.some((step) => 'peer' in step && step.peer.bidi === true) ? ['bidi'] : []),
    ...(part.steps.some((step) => 'peer' in step && (step.peer.rides ?? step.peer.by) !== undefined)
      ? ['dialback']
      : []),
    ...(attached.size > 0 ? ['components'] : []),
    ...(part.steps.some((step) => 'enable' in step) ? ['stream-management'] : []),
    ...(part.steps.some((step) => 'room' in step || 'enter' in step) ? ['rooms'] : []),
    ...(part.steps.some(wantsHistory) ? ['room-history'] : []),
    ...part.steps.flatMap(archivesRead),
    ...(catalog ? ['catalog'] : []),
    ...(live ? ['live-provisioning'] : []),
  ];
}

/** Whoever enters must find something; that nothing comes is true of a room without a history too. */
function wantsHistory(step: Part['steps'][number]): boolean {
  return 'enter' in step && (step.enter.holds.length > 0 || (step.enter.replayed ?? 0) > 0);
}

/** One's own archive, or a room's. */
function archivesRead(step: Part['steps'][number]): string[] {
  if (!('archive' in step)) return [];
  return [step.archive.room === undefined ? 'archive' : 'room-archive'];
}

function asksForCatalog(step: Part['steps'][number]): boolean {
  if ('alike' in step) return step.alike.probes.some((probe) => 'catalog' in probe);
  if ('timing' in step) return Object.values(step.timing.cases).some((one) => 'catalog' in one);
  return 'catalog' in step || 'offered' in step || 'learns' in step;
}
