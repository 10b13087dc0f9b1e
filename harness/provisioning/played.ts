import { createHash } from 'node:crypto';
import type { PlannedScenario } from '../plan.ts';
import type { DeploymentRecord, PartRecord } from '../record/index.ts';
import type { Scenario } from '../scenario/index.ts';
import type { DeploymentPlan, PlacedPart } from './deployments.ts';
import type { Settings } from './part-needs.ts';

/** What is played on one deployment, for a run. */
export interface Played {
  readonly record: DeploymentRecord;
  readonly planned: readonly PlannedScenario[];
  aliases(scenario: Pick<Scenario, 'id'>, part: PartRecord['name']): Pick<PlacedPart, 'users' | 'rooms'>;
}

/** One deployment of a plan. What cannot be asked at all is told with the first one. */
export function playedOn(plan: DeploymentPlan, number: number): Played {
  const { deployments, unsupported } = plan;
  const parts = deployments.find((one) => one.number === number)?.parts ?? [];
  const told = number === 1 ? unsupported : [];
  const here = [...parts.map(({ scenario, part }) => ({ scenario, part: { part, missing: [] } })), ...told];
  const scenarios = new Map(here.map(({ scenario }) => [scenario.id, scenario]));
  const ordered = [...scenarios.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const chosen = unsupported.length + deployments.reduce((sum, one) => sum + one.parts.length, 0);
  return {
    record: { number, of: deployments.length, parts: here.length, chosen, digest: digestOf(plan) },
    planned: ordered.map((scenario) => ({
      scenario,
      parts: here.filter((one) => one.scenario.id === scenario.id).map(({ part }) => part),
    })),
    aliases: ({ id }, part) => {
      const placed = parts.find((one) => one.scenario.id === id && one.part.name === part);
      return placed ?? { users: {}, rooms: {} };
    },
  };
}

/** Of all that makes runs belong together: what is played where, and what the server has been told then. */
function digestOf({ deployments, unsupported, accounts, rooms }: DeploymentPlan): string {
  const provided = [...accounts, ...rooms].flatMap((one) => linesOf(one.name, one.settings));
  const server = deployments.flatMap((one) => linesOf(String(one.number), one.server));
  const placed = deployments.flatMap(({ number, parts }) =>
    parts.map(({ scenario, part }) => `${number} ${scenario.id} ${part.name} ${scenario.hash}\n`),
  );
  const told = unsupported.map(
    ({ scenario, part }) => `- ${scenario.id} ${part.part.name} ${scenario.hash}\n`,
  );
  return createHash('sha256')
    .update([...placed, ...told, ...provided, ...server].sort().join(''))
    .digest('hex');
}

function linesOf(name: string, settings: Settings): string[] {
  return [`= ${name}\n`, ...[...settings].map(([verb, { same }]) => `= ${name} ${verb} ${same}\n`)];
}
