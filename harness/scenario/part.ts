import type { Scenario } from './scenario.ts';
import type { Probe, Step } from './steps.ts';

/** The scenario itself or its twin, as it is run: provisioning and steps in full. */
export interface Part {
  readonly name: 'scenario' | 'twin';
  readonly title: string;
  /** What differs from the base deployment. */
  readonly provision: Readonly<Record<string, unknown>>;
  readonly steps: readonly Step[];
}

/** The parts of a scenario: itself, and its twin if it has one. */
export function partsOf(scenario: Pick<Scenario, 'title' | 'provision' | 'steps' | 'twin'>): Part[] {
  const { title, provision, steps } = scenario;
  const twin = twinOf(scenario);
  const own: Part = { name: 'scenario', title, provision, steps };
  return twin ? [own, twin] : [own];
}

/**
 * The twin in full. Its provisioning stands on the scenario's. Steps of its own are taken as they are; otherwise the
 * scenario's steps, and every probe expects what `twin.expect` says, or else the opposite of what it did.
 */
function twinOf(scenario: Pick<Scenario, 'provision' | 'steps' | 'twin'>): Part | undefined {
  const { twin } = scenario;
  if (!twin) return undefined;
  const inherited = scenario.steps.map((step): Step => {
    if (!('probe' in step)) return step;
    return { probe: inTwin(step.probe, twin) };
  });
  return {
    name: 'twin',
    title: twin.title,
    provision: { ...scenario.provision, ...twin.provision },
    steps: twin.steps ?? inherited,
  };
}

function inTwin(probe: Probe, twin: NonNullable<Scenario['twin']>): Probe {
  const shows = twin.shows ?? probe.shows;
  return { ...probe, expect: twin.expect ?? opposites[probe.expect], ...(shows && { shows }) };
}

const opposites = { delivered: 'refused', refused: 'delivered', either: 'either' } as const;
