import type { Matrix, Probe } from '../../scenario/index.ts';
import type { Context } from '../context.ts';
import type { Found } from '../findings.ts';
import { worst } from '../verdict.ts';
import { judgeProbe } from './probe.ts';

/** One finding for each cell, row by row. */
export function judgeMatrix(context: Context, matrix: Matrix, step: number): Found[] {
  const cells = Object.entries(matrix.rows).flatMap(([label, row]) =>
    matrix.to.map(
      (to, column) => ({ label, to, expect: row[column] === '+' ? 'delivered' : 'refused' }) as const,
    ),
  );
  return cells.map(({ label, to, expect }, index) => {
    const fence = typeof matrix.fence === 'string' ? matrix.fence : (matrix.fence[to] ?? 'A-U');
    const { from, type, refusal } = matrix;
    const probe: Probe = { from, to, type, label, fence, expect, body: true, ...(refusal && { refusal }) };
    return together(
      `${label} from ${from} to ${to} is ${expect}`,
      judgeProbe(context, probe, step, `.${index}`),
    );
  });
}

/** All that was found of one cell as one finding. */
export function together(claim: string, found: readonly Found[]): Found {
  const outcome = worst(found.map((one) => one.outcome));
  const shown = found.filter((one) => one.outcome === outcome);
  const evidence = [...new Set(shown.flatMap((one) => one.evidence))].sort((a, b) => a - b);
  const strength = shown.find((one) => one.strength)?.strength;
  if (outcome === 'passed') return { outcome, claim, evidence, ...(strength && { strength }) };
  const seen = shown.map((one) => (one.seen === undefined ? one.claim : `${one.claim}: ${one.seen}`));
  return { outcome, claim, seen: seen.join('; '), evidence };
}
