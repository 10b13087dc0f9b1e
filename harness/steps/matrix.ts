import { cellsOf, type Matrix } from '../scenario/index.ts';
import { playBurst } from './burst.ts';
import { playAll } from './play-all.ts';
import type { Stage } from './stage.ts';

/** One probe for each cell, row by row; or all of them as a burst. */
export function playMatrix(stage: Stage, matrix: Matrix): Promise<void> {
  return matrix.burst === undefined ? playAll(stage, cellsOf(matrix)) : playBurst(stage, matrix);
}
