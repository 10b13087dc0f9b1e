import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Vocabulary } from '../fixtures/index.ts';
import {
  keysOf,
  type Problem,
  readText,
  readYaml,
  ScenarioError,
  schemaProblems,
  yamlFilesBelow,
} from '../input/index.ts';
import { lint } from './lint.ts';
import { type Scenario, scenario } from './scenario.ts';

/**
 * Read every scenario below a folder, sorted by identity. `requirements/` is not a place for scenarios, and
 * `profiles.yaml`, `sets.yaml` and `areas.yaml` are none.
 *
 * @throws ScenarioError with every problem of every file: YAML, schema, and names that nobody knows.
 */
export function loadScenarios(folder: string, vocabulary: Vocabulary): Scenario[] {
  const problems: Problem[] = [];
  const scenarios = yamlFilesBelow(folder)
    .filter((path) => !path.startsWith('requirements/') && !others.has(path))
    .flatMap((path) => {
      const file = join(folder, path);
      try {
        return [readScenario(readText(file), { file, id: path.replace(/\.yaml$/, '') }, vocabulary)];
      } catch (error) {
        if (!(error instanceof ScenarioError)) throw error;
        problems.push(...error.problems);
        return [];
      }
    });
  if (problems.length > 0) throw new ScenarioError(problems);
  return scenarios;
}

/** Files beside scenarios that are about them. */
const others: ReadonlySet<string> = new Set(['profiles.yaml', 'sets.yaml', 'areas.yaml']);

/**
 * Read one scenario.
 *
 * @throws ScenarioError with every problem of the text.
 */
export function readScenario(
  text: string,
  name: { readonly file: string; readonly id: string },
  vocabulary: Vocabulary,
): Scenario {
  const yaml = readYaml(text, name.file);
  const checked = scenario.safeParse(yaml.value);
  if (!checked.success) throw new ScenarioError(schemaProblems(yaml, checked.error.issues, keysOf(scenario)));
  const found = lint(checked.data, vocabulary);
  if (found.length > 0) {
    throw new ScenarioError(found.map(({ path, sentence }) => yaml.problem(path, sentence)));
  }
  return { ...checked.data, ...name, hash: createHash('sha256').update(text).digest('hex') };
}
