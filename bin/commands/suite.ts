import { existsSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Fixtures, readFixtures } from '../../harness/fixtures/index.ts';
import { didYouMean } from '../../harness/input/index.ts';
import type { SavedControl } from '../../harness/record/index.ts';
import {
  inProfile,
  loadProfiles,
  loadRequirements,
  loadScenarios,
  loadSets,
  type Profile,
  profileNamed,
  profilesFile,
  type RequirementGroup,
  type Scenario,
  select,
  withSets,
} from '../../harness/scenario/index.ts';
import type { TargetDriver } from '../../harness/targets/index.ts';
import { BadInput } from './bad-input.ts';
import { controlsFileName, readControls } from './controls-file.ts';

/** Everything that the commands read before they do anything. */
export interface Suite {
  readonly scenarios: readonly Scenario[];
  readonly groups: readonly RequirementGroup[];
  readonly fixtures: Fixtures;
  readonly profiles: readonly Profile[];
  /** What the negative controls showed; none where the folder has none. */
  readonly controls: readonly SavedControl[];
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
  const ownProfiles = join(folder, 'profiles.yaml');
  const profiles = loadProfiles(
    profilesFile(ownProfiles, shown(join(packageFolder, 'scenarios/profiles.yaml'))),
  );
  const fixtures = readFixtures(join(packageFolder, 'fixtures'));
  const ids = groups.flatMap(({ requirements }) => requirements.map(({ id }) => id));
  const scenarios = inTheirSets(loadScenarios(folder, fixtures.vocabulary(ids)), join(folder, 'sets.yaml'));
  if (scenarios.length === 0)
    throw new BadInput(`\`${folder}\` holds no scenario; name a folder with .yaml files in it`);
  checkProfiles(scenarios, profiles);
  const controls = readControls(join(folder, controlsFileName));
  return { scenarios, groups, fixtures, profiles, controls };
}

/** A folder need not have any sets. */
function inTheirSets(scenarios: readonly Scenario[], file: string): readonly Scenario[] {
  return existsSync(file) ? withSets(scenarios, loadSets(file)) : scenarios;
}

/**
 * The scenarios that patterns name and a profile asks for.
 *
 * @throws ScenarioError, or BadInput when the profile asks for none of those that were named
 */
export function scenariosOf(
  scenarios: readonly Scenario[],
  patterns: readonly string[],
  profile: Profile,
): Scenario[] {
  const named = select(scenarios, patterns);
  const asked = inProfile(named, profile);
  if (asked.length > 0) return asked;
  const ids = named.map(({ id }) => `\`${id}\``).slice(0, 3);
  throw new BadInput(
    `profile \`${profile.name}\` does not ask for ${ids.join(', ')}${named.length > 3 ? ' and others' : ''}; name another with --profile`,
  );
}

/**
 * The profile that a target is tested by: the one that is named, else its own.
 *
 * @throws ScenarioError for a name that no profile has
 */
export function profileOf(
  { name, sameAs, profile }: Pick<TargetDriver, 'name' | 'sameAs' | 'profile'>,
  named: string | undefined,
  { profiles }: Pick<Suite, 'profiles'>,
): Profile {
  return profileNamed(profiles, named ?? profile, sameAs ?? name);
}

/**
 * Those scenarios that want a second real server, or can have one.
 *
 * @throws BadInput when none does
 */
export function withSecondServer(scenarios: readonly Scenario[]): Scenario[] {
  const found = scenarios.filter(({ peers = {} }) => Object.keys(peers).length > 0);
  if (found.length > 0) return found;
  throw new BadInput(
    'none of these scenarios has a second server in its `peers`; leave --peer out, or name others',
  );
}

/**
 * Those scenarios that need no second real server.
 *
 * @throws BadInput when all do
 */
export function withoutSecondServer(scenarios: readonly Scenario[]): Scenario[] {
  const found = scenarios.filter(({ peers = {} }) => !Object.values(peers).includes('server'));
  if (found.length > 0) return found;
  throw new BadInput('all of these scenarios need a second server; name it with --peer');
}

/** A profile that nobody has would quietly leave a scenario out of every run. */
function checkProfiles(scenarios: readonly Scenario[], profiles: readonly Profile[]): void {
  const names = profiles.map(({ name }) => name);
  for (const { file, profiles: asked = [] } of scenarios) {
    const unknown = asked.find((name) => !names.includes(name));
    if (unknown !== undefined)
      throw new BadInput(`${file}: unknown profile \`${unknown}\`; ${didYouMean(unknown, names)}`);
  }
}

/** A path as a person standing here writes it. */
function shown(path: string): string {
  const here = relative(process.cwd(), path);
  return here === '' ? '.' : here;
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
