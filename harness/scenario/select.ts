import { near, ScenarioError } from '../input/index.ts';
import { groupOf } from './requirements.ts';
import type { Scenario } from './scenario.ts';

/** What patterns look at. */
type Nameable = Pick<Scenario, 'id' | 'requirements' | 'sets'>;

/**
 * The scenarios that at least one pattern names, in their own order; no pattern names them all.
 *
 * A pattern is an identity, a folder, or a glob over identities (`exit/*` stays in one folder, `**` crosses folders), a
 * requirement (`C2S-EXIT-02`), a group of requirements (`C2S-EXIT`) or a set (`set:interop-transparent`).
 *
 * @throws ScenarioError when a pattern names nothing: a typo must not skip tests.
 */
export function select<Chosen extends Nameable>(
  scenarios: readonly Chosen[],
  patterns: readonly string[],
): Chosen[] {
  if (patterns.length === 0) return [...scenarios];
  const problems = patterns
    .filter((pattern) => !scenarios.some((scenario) => named(scenario, pattern)))
    .map((pattern) => ({ sentence: nothing(scenarios, pattern) }));
  if (problems.length > 0) throw new ScenarioError(problems);
  return scenarios.filter((scenario) => patterns.some((pattern) => named(scenario, pattern)));
}

/** Does a glob over identities name this one? */
export function matchesPattern(id: string, pattern: string): boolean {
  const source = pattern
    .split(/(\*\*\/|\*\*|\*)/)
    .map((part) => wildcards[part] ?? part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
    .join('');
  return new RegExp(`^${source}$`).test(id);
}

const wildcards: Readonly<Record<string, string>> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*' };

function named(scenario: Nameable, pattern: string): boolean {
  return (
    matchesPattern(scenario.id, pattern) ||
    scenario.id.startsWith(`${pattern}/`) ||
    scenario.requirements.some((id) => id === pattern || groupOf(id) === pattern) ||
    setsOf(scenario).includes(pattern)
  );
}

/** As patterns name them. */
function setsOf({ sets = [] }: Nameable): string[] {
  return sets.map((name) => `set:${name}`);
}

function nothing(scenarios: readonly Nameable[], pattern: string): string {
  // what someone may have meant → the pattern that says it
  const meant = new Map<string, string>();
  for (const scenario of scenarios) {
    const { id, requirements } = scenario;
    const path = id.split('/');
    const folder = `${path.slice(0, -1).join('/')}/*`;
    for (const name of [id, folder, ...requirements, ...requirements.map(groupOf), ...setsOf(scenario)])
      meant.set(name, name);
    meant.set(path.at(-1) ?? id, id);
  }
  const close = new Set(near(pattern, meant.keys()).map((name) => `\`${meant.get(name) ?? name}\``));
  const mend = close.size > 0 ? `did you mean ${[...close].join(' or ')}?` : 'list them with `cmbac list`';
  return `\`${pattern}\` names no scenario; ${mend}`;
}
