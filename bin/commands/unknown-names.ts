import { didYouMean, ScenarioError } from '../../harness/input/index.ts';
import type { Scenario } from '../../harness/scenario/index.ts';
import { targets } from '../../harness/targets/index.ts';
import { faultTable } from '../../reference-server/enforcement/index.ts';

/**
 * See that every fault under `kills` and every feature under `needs` is one that there is: a mistyped one would never be
 * noticed, the scenario would only be proved by nothing or never be run.
 *
 * @throws ScenarioError naming the file of each
 */
export function checkNames(scenarios: readonly Scenario[]): void {
  const faults = Object.keys(faultTable);
  const features = [...new Set([...targets.values()].flatMap((driver) => [...driver.features]))];
  const problems = scenarios.flatMap((scenario) => [
    ...unknown(scenario, 'kills', 'fault', faults),
    ...unknown(scenario, 'needs', 'feature', features),
  ]);
  if (problems.length > 0) throw new ScenarioError(problems.map((sentence) => ({ sentence })));
}

function unknown(
  scenario: Scenario,
  key: 'kills' | 'needs',
  noun: string,
  known: readonly string[],
): string[] {
  return scenario[key]
    .filter((name) => !known.includes(name))
    .map((name) => `${scenario.file}: unknown ${noun} \`${name}\` in \`${key}\`; ${didYouMean(name, known)}`);
}
