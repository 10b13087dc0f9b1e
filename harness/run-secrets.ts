import { randomBytes } from 'node:crypto';
import type { Fixtures } from './fixtures/index.ts';
import { type PlannedScenario, plan } from './plan.ts';
import type { PartRecord } from './record/index.ts';
import { type Aliases, passwordsFor, renamingFor } from './renaming.ts';
import { componentsIn, renameUser, type Scenario } from './scenario/index.ts';
import type { TargetDriver } from './targets/index.ts';

/** Whose secrets a run needs. */
interface Asked {
  readonly scenarios: readonly Scenario[];
  readonly driver: TargetDriver;
  /** In scenarios' words. */
  readonly fixtures: Fixtures;
  /** Where people provision the server: what is played, and whom it meets there. */
  readonly deployment?: {
    readonly planned: readonly PlannedScenario[];
    aliases(scenario: Pick<Scenario, 'id'>, part: PartRecord['name']): Aliases;
  };
}

/** A password for each account: for this run only, or those of the users of scenarios, where a server has them already. */
export function passwordsOf({
  driver,
  scenarios,
  deployment,
  fixtures: { base },
}: Asked): Record<string, string> {
  const { naming } = driver;
  const renaming = renamingFor(naming, base);
  if (renaming === undefined) return newPasswords(base.accounts);
  if (naming?.password === undefined)
    return newPasswords(base.accounts.map((user) => renameUser(user, renaming, base)));
  if (deployment === undefined)
    return Object.fromEntries(
      plan(scenarios, driver, Object.keys(base.peers), undefined, Object.keys(base.components))
        .filter(({ parts }) => parts.some(({ missing }) => missing.length === 0))
        .flatMap(({ scenario }) => Object.entries(passwordsFor(scenario, { naming, renaming, base }))),
    );
  // Not every user of a scenario is there: a part may meet another account in its place
  return Object.fromEntries(
    deployment.planned.flatMap(({ scenario, parts }) =>
      parts
        .filter(({ missing }) => missing.length === 0)
        .flatMap(({ part }) => {
          const aliases = deployment.aliases(scenario, part.name);
          const met = renamingFor(naming, base, aliases) ?? renaming;
          return Object.entries(passwordsFor(scenario, { naming, renaming: met, base, aliases }));
        }),
    ),
  );
}

/** A secret for each component where there are scenarios with one and the target takes them: for this run only, or those that it has. */
export function secretsFor(
  { driver, scenarios, fixtures }: Asked,
  { components }: Fixtures['base'],
): Record<string, string> | undefined {
  const domains = Object.keys(fixtures.base.components);
  const isNeeded = scenarios.some(({ actors }) => componentsIn(actors, domains).size > 0);
  if (!isNeeded || !driver.features.has('components')) return undefined;
  return driver.componentSecrets?.() ?? newPasswords(Object.keys(components));
}

/** A password for each account, for this run only. */
function newPasswords(accounts: readonly string[]): Record<string, string> {
  return Object.fromEntries(accounts.map((user) => [user, randomBytes(12).toString('base64url')]));
}
