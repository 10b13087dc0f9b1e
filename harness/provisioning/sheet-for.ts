import type { Fixtures } from '../fixtures/index.ts';
import type { TargetDriver } from '../targets/index.ts';
import type { DeploymentPlan } from './deployments.ts';
import { type Sheet, type SheetDomain, sheetOf } from './sheet.ts';
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
    ...(driver.worksheet && { outside: driver.worksheet }),
  };
  return sheetOf(plan, context, {
    target: driver.name,
    domains: domainsOf(fixtures, driver),
    ...(instructions !== undefined && { instructions }),
  });
}

/** The domain under test, and of the others those that its description names. */
function domainsOf({ base }: Fixtures, { naming }: TargetDriver): SheetDomain[] {
  const named = naming?.domains ?? {};
  const users = base.accounts.flatMap((user) => user.split('@')[1] ?? []);
  const holding = (domains: readonly string[], holds: SheetDomain['holds']): SheetDomain[] =>
    domains.flatMap((domain) => (named[domain] === undefined ? [] : [{ name: named[domain], holds }]));
  return [
    { name: named[base.domain] ?? base.domain, holds: 'users' },
    ...holding([...new Set(users)], 'users'),
    ...holding(base.rooms, 'rooms'),
  ];
}
