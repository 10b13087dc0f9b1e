import { z } from 'zod';
import { keysOf, readText, readYaml, ScenarioError, schemaProblems } from '../input/index.ts';
import type { Scenario } from './scenario.ts';
import { select } from './select.ts';

const set = z.strictObject({
  /** What it is for, in one sentence. */
  says: z.string().min(10),
  /** Identities, folders, or globs over identities. */
  scenarios: z.array(z.string()).min(1),
});

/** Choices of scenarios by name: `scenarios/sets.yaml`. */
export type ScenarioSets = Readonly<Record<string, z.infer<typeof set>>>;

/**
 * Read the sets of a file.
 *
 * @throws ScenarioError
 */
export function loadSets(file: string): ScenarioSets {
  const yaml = readYaml(readText(file), file);
  const checked = z.record(z.string(), set).safeParse(yaml.value);
  if (!checked.success) throw new ScenarioError(schemaProblems(yaml, checked.error.issues, keysOf(set)));
  return checked.data;
}

/**
 * The scenarios, each with the sets that it is in: `set:NAME` is then a pattern that names it.
 *
 * @throws ScenarioError when a set has a pattern that names nothing.
 */
export function withSets(scenarios: readonly Scenario[], sets: ScenarioSets): Scenario[] {
  const members = Object.entries(sets).map(([name, { scenarios: patterns }]) => ({
    name,
    ids: new Set(select(scenarios, patterns).map(({ id }) => id)),
  }));
  return scenarios.map((scenario) => {
    const own = members.filter(({ ids }) => ids.has(scenario.id)).map(({ name }) => name);
    return own.length === 0 ? scenario : { ...scenario, sets: own };
  });
}
