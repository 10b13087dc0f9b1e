import type { ControlRecord, SavedControl } from './record/index.ts';
import { expectsRefusal, type Scenario } from './scenario/index.ts';

/** What the saved controls say of a scenario; of one that was worded anew since, that they are not of today. */
export function controlsOf(
  saved: readonly SavedControl[],
  { id, hash }: Pick<Scenario, 'id' | 'hash'>,
): ControlRecord[] {
  return saved
    .filter(({ scenario }) => scenario === id)
    .map(({ fault, breaks, seen, hash: then }) => ({ fault, breaks, seen, current: then === hash }));
}

/**
 * Saved controls with those that were made now: what was tried again is replaced, also by nothing where the fault was not noticed, and
 * what no scenario names any more is left out. Sorted, so that a change shows as few lines.
 */
export function renewed(
  saved: readonly SavedControl[],
  tried: readonly string[],
  found: readonly SavedControl[],
  scenarios: readonly Pick<Scenario, 'id' | 'kills'>[],
): SavedControl[] {
  const named = new Set(
    scenarios.flatMap(({ id, kills }) => kills.map((fault) => keyOf({ scenario: id, fault }))),
  );
  const again = new Set(tried);
  const kept = saved.filter((one) => named.has(keyOf(one)) && !again.has(keyOf(one)));
  return [...kept, ...found].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

/** A scenario and a fault as one word. */
export function keyOf({ scenario, fault }: Pick<SavedControl, 'scenario' | 'fault'>): string {
  return `${scenario} ${fault}`;
}

/** What the saved controls leave open. */
export interface ControlGaps {
  /** Scenarios that expect a refusal, name faults, and that none of those was seen to turn red. */
  readonly missing: readonly string[];
  /** Scenarios of which every control is of an earlier wording. */
  readonly outdated: readonly string[];
}

/** Which scenarios that expect a refusal nobody has seen fail, as they are worded today. */
export function gapsIn(saved: readonly SavedControl[], scenarios: readonly Scenario[]): ControlGaps {
  const asked = scenarios
    .filter((scenario) => expectsRefusal(scenario) && scenario.kills.length > 0)
    .map((scenario) => ({ id: scenario.id, controls: controlsOf(saved, scenario) }));
  return {
    missing: asked.filter(({ controls }) => controls.length === 0).map(({ id }) => id),
    outdated: asked
      .filter(({ controls }) => controls.length > 0 && !controls.some(({ current }) => current))
      .map(({ id }) => id),
  };
}
