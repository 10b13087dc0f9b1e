import { isAbsolute } from 'node:path';
import type { DeploymentPlan } from './deployments.ts';
import type { RowContext } from './row-context.ts';
import { rowsOf } from './rows.ts';
import type { SheetRow } from './sheet-row.ts';

/** What people type in, deployment by deployment, and what that buys. */
export interface Sheet {
  /** The target's name. */
  readonly target: string;
  /** How this product is told such things; left out: nothing is known of that. */
  readonly instructions?: string | undefined;
  /** What the server serves before anything is typed in. */
  readonly domains: readonly SheetDomain[];
  readonly deployments: readonly SheetDeployment[];
  /** Parts of scenarios that the target cannot be asked. */
  readonly unsupported: number;
}

/** A domain as the server calls it, and what it is for. */
export interface SheetDomain {
  readonly name: string;
  readonly holds: 'users' | 'rooms';
}

export interface SheetDeployment {
  readonly number: number;
  readonly rows: readonly SheetRow[];
  /** How many parts of scenarios can be played then, and of how many scenarios. */
  readonly parts: number;
  readonly scenarios: number;
}

/** The sheet of a plan. */
export function sheetOf(
  plan: DeploymentPlan,
  context: RowContext,
  { target, instructions, domains }: Pick<Sheet, 'target' | 'instructions' | 'domains'>,
): Sheet {
  return {
    target,
    domains,
    ...(instructions !== undefined && { instructions }),
    deployments: plan.deployments.map(({ number, parts }) => ({
      number,
      rows: rowsOf(plan, number, context),
      parts: parts.length,
      scenarios: new Set(parts.map(({ scenario }) => scenario.id)).size,
    })),
    unsupported: plan.unsupported.length,
  };
}

/** The files that the sheet names, each once: absolute paths of policies, and of the authority of other servers. */
export function filesOn({ deployments }: Sheet): readonly string[] {
  const rows = deployments.flatMap((one) => one.rows);
  return [...new Set(rows.filter(namesFile).map(({ value }) => value))];
}

/** The sheet with these files named as they are found where it is read. */
export function withFiles(sheet: Sheet, place: (file: string) => string): Sheet {
  const placed = (row: SheetRow): SheetRow => (namesFile(row) ? { ...row, value: place(row.value) } : row);
  return {
    ...sheet,
    deployments: sheet.deployments.map((one) => ({ ...one, rows: one.rows.map(placed) })),
  };
}

function namesFile({ verb, what, value }: SheetRow): boolean {
  return (verb === 'Pol' || (verb === '' && what === 'peer')) && isAbsolute(value);
}
