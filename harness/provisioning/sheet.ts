import { isAbsolute } from 'node:path';
import type { DeploymentPlan } from './deployments.ts';
import { type RowContext, rowsOf } from './rows.ts';
import type { SheetRow } from './sheet-row.ts';

/** What people type in, deployment by deployment, and what that buys. */
export interface Sheet {
  /** The target's name. */
  readonly target: string;
  /** How this product is told such things; left out: nothing is known of that. */
  readonly instructions?: string | undefined;
  readonly deployments: readonly SheetDeployment[];
  /** Parts of scenarios that the target cannot be asked. */
  readonly unsupported: number;
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
  { target, instructions }: Pick<Sheet, 'target' | 'instructions'>,
): Sheet {
  return {
    target,
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

/** The policy files that the sheet names, each once: absolute paths. */
export function policyFilesOf({ deployments }: Sheet): readonly string[] {
  const rows = deployments.flatMap((one) => one.rows);
  return [...new Set(rows.filter(({ verb }) => verb === 'Pol').map(({ value }) => value))].filter(isAbsolute);
}

/** The sheet with policy files named as they are found where it is read. */
export function withPolicyFiles(sheet: Sheet, place: (file: string) => string): Sheet {
  const placed = (row: SheetRow): SheetRow =>
    row.verb === 'Pol' && isAbsolute(row.value) ? { ...row, value: place(row.value) } : row;
  return {
    ...sheet,
    deployments: sheet.deployments.map((one) => ({ ...one, rows: one.rows.map(placed) })),
  };
}
