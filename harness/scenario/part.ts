import { roomOf } from './probes.ts';
import { isRoomStep, roomStepInTwin } from './room-twin.ts';
import type { Scenario } from './scenario.ts';
import type { Probe, Step } from './steps.ts';

/** The scenario itself or its twin, as it is run: provisioning and steps in full. */
export interface Part {
  readonly name: 'scenario' | 'twin';
  readonly title: string;
  /** What differs from the base deployment. */
  readonly provision: Readonly<Record<string, unknown>>;
  /** What differs at second servers, by domain. */
  readonly provisionAt?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly steps: readonly Step[];
}

/** The parts of a scenario: itself, and its twin if it has one. */
export function partsOf(
  scenario: Pick<Scenario, 'title' | 'provision' | 'provisionAt' | 'steps' | 'twin'>,
): Part[] {
  const { title, provision, provisionAt, steps } = scenario;
  const twin = twinOf(scenario);
  const own: Part = { name: 'scenario', title, provision, ...(provisionAt && { provisionAt }), steps };
  return twin ? [own, twin] : [own];
}

/**
 * The twin in full. Its provisioning stands on the scenario's. Steps of its own are taken as they are; otherwise the
 * scenario's steps, and every probe expects what `twin.expect` says, or else the opposite of what it did; so does every comparison,
 * every login and session, and a resumption that was refused; what an archive lacks it holds; of a presence, what must be seen and what must not change places.
 * Through a room, who must not get what others get gets it too; for the other steps about rooms see `roomStepInTwin`.
 */
function twinOf(scenario: Pick<Scenario, 'provision' | 'provisionAt' | 'steps' | 'twin'>): Part | undefined {
  const { twin } = scenario;
  if (!twin) return undefined;
  const inherited = scenario.steps.map((step): Step => {
    if ('alike' in step)
      return { alike: { ...step.alike, expect: otherwise[step.alike.expect], answer: undefined } };
    if ('presence' in step) {
      const { seen, unseen } = step.presence;
      return { presence: { ...step.presence, seen: unseen, unseen: seen } };
    }
    if ('login' in step || 'session' in step) return sessionInTwin(step);
    if (isRoomStep(step)) return roomStepInTwin(step);
    if ('archive' in step) {
      const { holds, lacks } = step.archive;
      return { archive: { ...step.archive, holds: [...holds, ...lacks], lacks: [] } };
    }
    if ('resume' in step) return { resume: { ...step.resume, expect: 'resumed' } };
    if (!('probe' in step)) return step;
    return { probe: inTwin(step.probe, twin) };
  });
  return {
    name: 'twin',
    title: twin.title,
    provision: { ...scenario.provision, ...twin.provision },
    ...provisionAtIn(scenario.provisionAt, twin.provisionAt),
    steps: twin.steps ?? inherited,
  };
}

/** The twin's stands on the scenario's, domain by domain. */
function provisionAtIn(
  own: Part['provisionAt'] = {},
  twin: Part['provisionAt'] = {},
): Pick<Part, 'provisionAt'> {
  const domains = [...new Set([...Object.keys(own), ...Object.keys(twin)])];
  if (domains.length === 0) return {};
  return { provisionAt: Object.fromEntries(domains.map((one) => [one, { ...own[one], ...twin[one] }])) };
}

/** Who was refused a session has one in the twin; a wrong password stays wrong. */
function sessionInTwin(step: Extract<Step, { login: unknown } | { session: unknown }>): Step {
  if ('session' in step)
    return { session: { ...step.session, expect: step.session.expect === 'ended' ? 'lives' : 'ended' } };
  if (step.login.password === 'wrong') return step;
  return { login: { ...step.login, expect: step.login.expect === 'refused' ? 'accepted' : 'refused' } };
}

function inTwin(probe: Probe, twin: NonNullable<Scenario['twin']>): Probe {
  const shows = twin.shows ?? probe.shows;
  const { notAt, ...rest } = probe;
  if (notAt !== undefined && roomOf(probe) !== undefined)
    return { ...rest, at: [...(probe.at ?? []), ...notAt], expect: 'delivered', ...(shows && { shows }) };
  return { ...probe, expect: twin.expect ?? opposites[probe.expect], ...(shows && { shows }) };
}

const otherwise = { same: 'different', different: 'same', 'first-like-another': 'different' } as const;

const opposites = { delivered: 'refused', refused: 'delivered', either: 'either' } as const;
