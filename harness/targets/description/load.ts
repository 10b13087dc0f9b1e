import { dirname } from 'node:path';
import { keysOf, readText, readYaml, ScenarioError, schemaProblems } from '../../input/index.ts';
import type { TargetDriver } from '../target.ts';
import { descriptionFlaws } from './check.ts';
import { type Described, targetDescription } from './description.ts';
import type { Known } from './flaw.ts';

/**
 * Read the description of a target. `drivers`: how servers are run that the harness configures, by name.
 *
 * @throws ScenarioError with every problem of the file, and the place of each; secrets are not looked at.
 */
export function loadDescription(
  file: string,
  known: Known,
  drivers: ReadonlyMap<string, TargetDriver>,
): Described {
  const yaml = readYaml(textOf(file), file);
  const checked = targetDescription.safeParse(yaml.value);
  if (!checked.success)
    throw new ScenarioError(schemaProblems(yaml, checked.error.issues, keysOf(targetDescription)));
  const [home = 'a.test'] = known.domains;
  const described = { description: checked.data, file, folder: dirname(file), home };
  const flaws = descriptionFlaws(described, known, drivers);
  if (flaws.length > 0)
    throw new ScenarioError(flaws.map(({ path, sentence }) => yaml.problem(path, sentence)));
  return described;
}

function textOf(file: string): string {
  try {
    return readText(file);
  } catch {
    throw new ScenarioError([
      {
        sentence: `\`${file}\` cannot be read; name a file that describes a target, as docs/targets.md says`,
      },
    ]);
  }
}
