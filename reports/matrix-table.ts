import type { MatrixRecord, PairRecord, RunRecord } from '../harness/record/index.ts';
import { expectation } from './explain.ts';
import { pairOf, remainder, share, worstOf } from './matrix-cell.ts';
import { count, duration, signs, standingOf } from './standing.ts';

/**
 * The pairs as a table for a terminal: from the server of the row to that of the column; then whatever did not pass, pair by
 * pair, with its reason. `runs` are those of the pairs, in their order, `undefined` where a pair has none; `folder` is where the files are.
 */
export function matrixTable(
  matrix: MatrixRecord,
  runs: readonly (RunRecord | undefined)[],
  folder: string,
): string {
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
    ...matrix.pairs.flatMap((pair, index) => troubles(pair, runs[index])),
    `${count(targets.length, 'server')}, ${count(matrix.pairs.length, 'ordered pair')}, ${duration(matrix.wallMs)}`,
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

/** Scenarios that did not pass and could be asked; why the pair has no run. */
function troubles({ from, to, broken }: PairRecord, run: RunRecord | undefined): string[] {
  const lines = run === undefined ? unrun(broken) : scenariosIn(run);
  return lines.length === 0 ? [] : [`${from} → ${to}`, ...lines, ''];
}

function unrun(broken: string | undefined): string[] {
  return broken === undefined ? [] : [`  ${signs.broken.symbol} ${signs.broken.words}  ${broken}`];
}

function scenariosIn(run: RunRecord): string[] {
  return run.scenarios.flatMap((scenario) => {
    const standing = standingOf(scenario);
    if (standing === 'passed' || standing === 'unsupported') return [];
    const reason = scenario.expected === undefined ? scenario.reason : expectation(scenario.expected);
    return [`  ${signs[standing].symbol} ${signs[standing].words}  ${scenario.id}`, `      ${reason ?? ''}`];
  });
}
