import { relative } from 'node:path';
import type { Fixtures } from '../../harness/fixtures/index.ts';
import {
  type DeploymentPlan,
  type ProvisionResult,
  planFor,
  type Sheet,
  sheetFor,
} from '../../harness/provisioning/index.ts';
import { fixturesUnder } from '../../harness/run.ts';
import { type Profile, type Scenario, underProfile } from '../../harness/scenario/index.ts';
import type { TargetDriver } from '../../harness/targets/index.ts';
import { verifyProvisioning } from '../../harness/verify-provisioning.ts';
import { packageVersion } from '../package-version.ts';
import { BadInput } from './bad-input.ts';
import type { Suite } from './suite.ts';

/** The deployments of a target that people provision, and the sheet that they do it from. */
export interface Deployments {
  readonly driver: TargetDriver;
  readonly profile: Profile;
  /** With the profile's verbs in the base deployment. */
  readonly fixtures: Fixtures;
  readonly plan: DeploymentPlan;
  readonly sheet: Sheet;
}

/** @throws BadInput for a target that the harness provisions itself */
export function deploymentsOf(
  driver: TargetDriver,
  chosen: readonly Scenario[],
  { suite, profile }: { readonly suite: Suite; readonly profile: Profile },
): Deployments {
  if (driver.worksheet === undefined)
    throw new BadInput(
      `\`${driver.name}\` is provisioned by the harness, and there is nothing to type in; name a file that describes a server of yours (docs/targets.md)`,
    );
  const fixtures = fixturesUnder({ fixtures: suite.fixtures, profile });
  const asked = (scenarios: readonly Scenario[]): Scenario[] =>
    scenarios.map((scenario) => underProfile(scenario, profile));
  const plan = planFor({ scenarios: asked(chosen), all: asked(suite.scenarios), driver, fixtures });
  return { driver, profile, fixtures, plan, sheet: sheetFor(plan, driver, fixtures) };
}

/** @throws BadInput for a number that no deployment has */
export function checkNumber({ plan: { deployments } }: Deployments, number: number): void {
  if (deployments.some((one) => one.number === number)) return;
  throw new BadInput(
    deployments.length === 0
      ? 'the target can be asked none of these scenarios; name others, or claim what it has in its description'
      : `there is no deployment ${number}; there ${deployments.length === 1 ? 'is 1' : `are ${deployments.length}`}: \`npx cmbac provision plan\` lists them`,
  );
}

/** Looks whether one of them was typed in. */
export function verified(
  { driver, profile, fixtures, plan, sheet }: Deployments,
  number: number,
  budgetMs?: number,
): Promise<ProvisionResult[]> {
  return verifyProvisioning({
    ...{ driver, profile, fixtures, plan, sheet, number },
    suiteVersion: packageVersion(),
    ...(budgetMs !== undefined && { budgetMs }),
  });
}

/** A file as a person standing here writes it. */
export function shownFile(file: string): string {
  return relative(process.cwd(), file);
}
