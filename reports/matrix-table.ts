import type { MatrixRecord, RunRecord } from '../harness/record/index.ts';
import { expectation } from './explain.ts';
import { pairOf, remainder, share, worstOf } from './matrix-cell.ts';
import { duration, signs, standingOf } from './standing.ts';

/**
 * The pairs as a table for a terminal: from the server of the row to that of the column; then whatever did not pass, pair by
 * pair, with its reason. `runs` are those of the pairs, in their order; `folder` is where the files are.
 */
export function matrixTable(matrix: MatrixRecord, runs: readonly RunRecord[], folder: string): string {
  const { targets } = matrix;
  const rows = [
    ['from \\ to', ...targets],
    ...targets.map((from) => [from, ...targets.map((to) => cell(matrix, from, to))]),
  ];
  const widths =
    rows[0]?.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length))) ?? [];
  const table = rows.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('   ')
      .trimEnd(),
  );
  return [
    '',
    ...table,
    '',
    ...runs.flatMap(troubles),
    `${targets.length} servers, ${matrix.pairs.length} ordered pairs, ${duration(matrix.wallMs)}`,
    '',
    `report  ${folder}/matrix.html`,
    '',
  ].join('\n');
}

/** `✓ 9 of 9 (1 unsupported)`. */
function cell(matrix: MatrixRecord, from: string, to: string): string {
  const pair = pairOf(matrix, from, to);
  if (pair === undefined) return '';
  const rest = remainder(pair.verdicts);
  const { symbol } = signs[worstOf(pair.verdicts)];
  return `${symbol} ${share(pair.verdicts)}${rest === '' ? '' : ` (${rest})`}`;
}

/** Scenarios that did not pass and could be asked. */
function troubles(run: RunRecord): string[] {
  const lines = run.scenarios.flatMap((scenario) => {
    const standing = standingOf(scenario);
    if (standing === 'passed' || standing === 'unsupported') return [];
    const reason = scenario.expected === undefined ? scenario.reason : expectation(scenario.expected);
    return [`  ${signs[standing].symbol} ${signs[standing].words}  ${scenario.id}`, `      ${reason ?? ''}`];
  });
  return lines.length === 0 ? [] : [`${run.target.name} → ${run.peer?.name ?? ''}`, ...lines, ''];
}
