import { type Part, partsOf, type Scenario, transportFeatures, userOf, verbsOf } from './scenario/index.ts';
import type { TargetDriver } from './targets/target.ts';

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
 * clearance and delivers all the same has failed, and must not hide behind `unsupported`.
 */
export function plan(
  scenarios: readonly Scenario[],
  driver: Pick<TargetDriver, 'verbs' | 'features' | 'without'>,
): PlannedScenario[] {
  return scenarios.map((scenario) => ({
    scenario,
    parts: partsOf(scenario).map((part) => ({ part, missing: missingFor(scenario, part, driver) })),
  }));
}

function missingFor(
  scenario: Scenario,
  part: Part,
  driver: Pick<TargetDriver, 'verbs' | 'features' | 'without'>,
): string[] {
  const verbs = verbsOf(part).filter((verb) => !driver.verbs.has(verb));
  const features = featuresOf(scenario, part).filter((feature) => !driver.features.has(feature));
  const names = [...verbs.map((verb) => `verb ${verb}`), ...features.map((feature) => `feature ${feature}`)];
  return [...new Set(names)].map((name) => {
    const why = driver.without?.get(name);
    return why === undefined ? name : `${name} (${why})`;
  });
}

function featuresOf(scenario: Scenario, part: Part): string[] {
  const catalog = part.steps.some((step) => asksForCatalog(step));
  const live = part.steps.some((step) => 'provision' in step || 'misprovision' in step);
  const domains = Object.values(scenario.actors).some((actor) => userOf(actor).includes('@'));
  const transport = Object.values(scenario.actors).flatMap(transportFeatures);
  return [
    ...scenario.needs,
    ...transport,
    ...(domains ? ['several-domains'] : []),
    ...(part.steps.some((step) => 'enable' in step) ? ['stream-management'] : []),
    ...(part.steps.some((step) => 'room' in step || 'enter' in step) ? ['rooms'] : []),
    ...(part.steps.some(wantsHistory) ? ['room-history'] : []),
    ...(catalog ? ['catalog'] : []),
    ...(live ? ['live-provisioning'] : []),
  ];
}

/** Whoever enters must find something; that nothing comes is true of a room without a history too. */
function wantsHistory(step: Part['steps'][number]): boolean {
  return 'enter' in step && (step.enter.holds.length > 0 || (step.enter.replayed ?? 0) > 0);
}

function asksForCatalog(step: Part['steps'][number]): boolean {
  if ('alike' in step) return step.alike.probes.some((probe) => 'catalog' in probe);
  if ('timing' in step) return Object.values(step.timing.cases).some((one) => 'catalog' in one);
  return 'catalog' in step || 'offered' in step || 'learns' in step;
}
