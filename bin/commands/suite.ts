import { existsSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Fixtures, readFixtures } from '../../harness/fixtures/index.ts';
import {
  loadRequirements,
  loadScenarios,
  type RequirementGroup,
  type Scenario,
} from '../../harness/scenario/index.ts';
import { BadInput } from './bad-input.ts';

/** Everything that the commands read before they do anything. */
export interface Suite {
  readonly scenarios: readonly Scenario[];
  readonly groups: readonly RequirementGroup[];
  readonly fixtures: Fixtures;
}

/** The folder of this package. */
const packageFolder = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The scenarios of a folder, or of this package; the requirements beside them, or this package's where that folder has none.
 *
 * @throws ScenarioError, BadInput
 */
export function loadSuite(folder: string = shown(join(packageFolder, 'scenarios'))): Suite {
  if (!isFolder(folder))
    throw new BadInput(`\`${folder}\` is not a folder; name one that holds scenario files`);
  const own = join(folder, 'requirements');
  const groups = loadRequirements(isFolder(own) ? own : shown(join(packageFolder, 'scenarios/requirements')));
  const fixtures = readFixtures(join(packageFolder, 'fixtures'));
  const ids = groups.flatMap(({ requirements }) => requirements.map(({ id }) => id));
  const scenarios = loadScenarios(folder, fixtures.vocabulary(ids));
  if (scenarios.length === 0)
    throw new BadInput(`\`${folder}\` holds no scenario; name a folder with .yaml files in it`);
  return { scenarios, groups, fixtures };
}

/** A path as a person standing here writes it. */
function shown(path: string): string {
  const here = relative(process.cwd(), path);
  return here === '' ? '.' : here;
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
