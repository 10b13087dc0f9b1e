import { type Fixtures, verbHead, verbs } from '../fixtures/index.ts';
import { type PlannedScenario, plan } from '../plan.ts';
import type { Scenario } from '../scenario/index.ts';
import type { TargetDriver } from '../targets/index.ts';
import { type Same, sameIn } from './canonical.ts';
import { type DeploymentPlan, planDeployments } from './deployments.ts';
import { type SheetSyntax, Spelling, syntaxOf } from './spelling.ts';

/** What deployments are planned for. */
export interface PlanFor {
  /** The scenarios to play, as the profile has them. */
  readonly scenarios: readonly Scenario[];
  /** Every scenario that there is: accounts have the same names whichever are chosen. */
  readonly all: readonly Scenario[];
  readonly driver: TargetDriver;
  /** With the profile's verbs in the base deployment. */
  readonly fixtures: Fixtures;
}

/** The deployments of a target that people provision. Nothing can be changed there while a part is played, whatever is claimed. */
export function planFor({ scenarios, all, driver, fixtures }: PlanFor): DeploymentPlan {
  const features = new Set([...driver.features].filter((name) => name !== 'live-provisioning'));
  const peers = Object.keys(fixtures.base.peers);
  const components = Object.keys(fixtures.base.components);
  const planned = plan(all, { ...driver, features }, peers, undefined, components).map((one) =>
    writable(one, syntaxOf(driver.worksheet)),
  );
  const ids = new Set(scenarios.map(({ id }) => id));
  const chosen = planned.filter(({ scenario }) => ids.has(scenario.id));
  return planDeployments(chosen, planned, { fixtures, can: driver.verbs, same: sameOn(driver, fixtures) });
}

/** Clearances are the same where the sheet writes the same; in an encoding of a scenario's own they are not. */
function sameOn({ worksheet }: TargetDriver, fixtures: Fixtures): Same {
  const spelling = new Spelling(fixtures, syntaxOf(worksheet));
  const same = sameIn(fixtures);
  const shapes = new Map(verbs.map(({ head, shape }) => [head, shape]));
  return (verb, words) => {
    const isClearance = shapes.get(verbHead(verb)) === 'clearance' && words !== 'none';
    return isClearance
      ? spelling
          .clearance(words)
          .map(({ value }) => value)
          .sort()
          .join('\n')
      : same(verb, words);
  };
}

/** A part that wants a clearance written in a syntax that the sheet does not have cannot be asked. */
function writable({ scenario, parts }: PlannedScenario, syntax: SheetSyntax): PlannedScenario {
  return {
    scenario,
    parts: parts.map(({ part, missing }) => {
      const wanted = [...JSON.stringify(part.provision).matchAll(/"as":"(x501|stanag4774)"/g)];
      const others = new Set(wanted.flatMap(([, as = '']) => (as === syntax ? [] : [as])));
      return { part, missing: [...missing, ...[...others].map((as) => `clearances written as ${as}`)] };
    }),
  };
}
