import { Writable } from 'node:stream';
import type { Fixtures } from './fixtures/index.ts';
import { Bench, checksOf } from './provisioning/checks/index.ts';
import { Coverage } from './provisioning/coverage.ts';
import type { DeploymentPlan, Sheet } from './provisioning/index.ts';
import { type ProvisionResult, resultsOf } from './provisioning/results.ts';
import { sheetNames } from './provisioning/sheet-names.ts';
import { Spelling, syntaxOf } from './provisioning/spelling.ts';
import type { RunRecord } from './record/index.ts';
import { runSuite } from './run.ts';
import { type Profile, partsOf, underProfile } from './scenario/index.ts';
import type { TargetDriver } from './targets/index.ts';

/** What is looked at, and how. */
export interface VerifyOptions {
  readonly driver: TargetDriver;
  /** With the profile's verbs in the base deployment. */
  readonly fixtures: Fixtures;
  readonly plan: DeploymentPlan;
  readonly sheet: Sheet;
  readonly number: number;
  /** Which refusals are taken for one. */
  readonly profile: Profile;
  readonly suiteVersion: string;
  readonly budgetMs?: number;
}

/**
 * Looks whether a deployment was typed in as its sheet says: each thing on it that probes can show is played and judged as scenarios are.
 *
 * @throws EnvironmentFault when the server cannot be reached at all.
 */
export async function verifyProvisioning(options: VerifyOptions): Promise<ProvisionResult[]> {
  const { driver, fixtures, plan, sheet, number, profile } = options;
  const spelling = new Spelling(fixtures, syntaxOf(driver.worksheet));
  const coverage = new Coverage(fixtures, spelling);
  const bench = new Bench(plan, number, { fixtures, coverage, features: driver.features });
  const names = sheetNames(fixtures, driver.naming);
  const checks = checksOf(bench).map((check) => ({ ...check, address: names.of(check.verb, check.name) }));
  const looks = checks.flatMap(({ look }) => (typeof look === 'string' ? [] : [look]));
  const scenarios = looks.map(({ scenario }) => underProfile(scenario, profile));
  const rooms = Object.fromEntries(looks.flatMap((look) => look.rooms.map((room) => [room, room])));
  const record =
    scenarios.length === 0
      ? nothingSeen
      : await runSuite({
          scenarios,
          driver,
          fixtures: withAccounts(fixtures, plan),
          suiteVersion: options.suiteVersion,
          expectations: [],
          deployment: {
            planned: scenarios.map((scenario) => ({
              scenario,
              parts: partsOf(scenario).map((part) => ({ part, missing: [] })),
            })),
            aliases: () => ({ users: {}, rooms }),
          },
          ...(options.budgetMs !== undefined && { budgetMs: options.budgetMs }),
          output: nowhere(),
        });
  const rows = sheet.deployments.filter((one) => one.number <= number).flatMap((one) => one.rows);
  return resultsOf(checks, record, rows);
}

/** Where no probe can show anything, nobody is asked. */
const nothingSeen: Pick<RunRecord, 'scenarios'> = { scenarios: [] };

/** The accounts of the sheet stand beside the users of scenarios, under their own names. */
function withAccounts(fixtures: Fixtures, { accounts }: DeploymentPlan): Fixtures {
  const { base } = fixtures;
  const all = new Set([...base.accounts, ...accounts.map(({ name }) => name)]);
  return { ...fixtures, base: { ...base, accounts: [...all] } };
}

/** Probes are told in a table of their own. */
function nowhere(): Writable {
  return new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
}
