import type { Matrix, Probe } from '../scenario/index.ts';
import { playAll } from './play-all.ts';
import type { Stage } from './stage.ts';

/** One probe for each cell, row by row. */
export function playMatrix(stage: Stage, matrix: Matrix): Promise<void> {
  return playAll(stage, cellsOf(matrix));
}

/** The probes of a matrix, row by row. */
export function cellsOf({ from, to, type, fence, rows }: Matrix): Probe[] {
  return Object.entries(rows).flatMap(([label, row]) =>
    to.map((recipient, column) => ({
      from,
      to: recipient,
      type,
      label,
      body: true,
      fence: typeof fence === 'string' ? fence : (fence[recipient] ?? 'A-U'),
      expect: row[column] === '+' ? 'delivered' : 'refused',
    })),
  );
}
