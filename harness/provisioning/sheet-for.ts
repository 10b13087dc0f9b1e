import type { Fixtures } from '../fixtures/index.ts';
import type { TargetDriver } from '../targets/index.ts';
import type { DeploymentPlan } from './deployments.ts';
import { type Sheet, sheetOf } from './sheet.ts';
import { sheetNames } from './sheet-names.ts';
import { Spelling, syntaxOf } from './spelling.ts';

/** The sheet of a plan for a target, in its names and its syntax. */
export function sheetFor(plan: DeploymentPlan, driver: TargetDriver, fixtures: Fixtures): Sheet {
  const { instructions, passwords } = driver.worksheet ?? {};
  const context = {
    fixtures,
    spelling: new Spelling(fixtures, syntaxOf(driver.worksheet)),
    names: sheetNames(fixtures, driver.naming),
    passwords: passwords ?? 'as you like; `accounts` in the description says where it is',
  };
  return sheetOf(plan, context, { target: driver.name, ...(instructions !== undefined && { instructions }) });
}
