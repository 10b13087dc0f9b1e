import { cellsOf, type Matrix } from '../scenario/index.ts';
import { playAll } from './play-all.ts';
import type { Stage } from './stage.ts';

/** One probe for each cell, row by row. */
export function playMatrix(stage: Stage, matrix: Matrix): Promise<void> {
  return playAll(stage, cellsOf(matrix));
}
