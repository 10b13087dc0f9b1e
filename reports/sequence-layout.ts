import type { PartRecord, StepRecord } from '../harness/record/index.ts';
import { byInterest } from './by-interest.ts';
import { type Lifeline, type RowContent, rowsOf } from './sequence-rows.ts';

/** A sequence diagram with every position known, in pixels from the top left. */
export interface SequenceLayout {
  readonly width: number;
  readonly height: number;
  readonly lifelines: readonly Lifeline[];
  readonly rows: readonly Row[];
}

/** What stands at one height. */
export type Row = { readonly y: number } & RowContent;

/** Distances in pixels. */
export const gutter = 96;
export const columnWidth = 230;
export const headHeight = 44;
export const rowHeight = 34;

/** Arrows drawn of one part: a diagram longer than this is not read, and its stanzas stand in the transcript. */
const maxArrows = { passed: 24, other: 60 };

/**
 * Place a part's stanzas: who sends the tested stanzas stands left of the target, the others right of it, so that a
 * message reads from left to right.
 *
 * Steps that do not hold are drawn whole first, then those with a tested message between control and fence; of the others (rooms are
 * made, people enter) as many as fit, the rest is one folded row each.
 * A fence is drawn where its last copy arrived, or, where none arrived, at the end of its step.
 */
export function layOut(part: PartRecord, target: string): SequenceLayout {
  const lifelines = placeLifelines(part, target);
  const max = part.outcome === 'passed' ? maxArrows.passed : maxArrows.other;
  const shown = stepsInFull(part.steps, max);
  const rows: Row[] = [];
  let y = headHeight + rowHeight;
  for (const [index, step] of part.steps.entries()) {
    for (const row of rowsOf(step, index, shown.has(step) ? max : 0, lifelines)) {
      rows.push({ ...row, y });
      y += rowHeight;
    }
  }
  return { width: gutter + lifelines.length * columnWidth, height: y, lifelines, rows };
}

function placeLifelines(part: PartRecord, target: string): Lifeline[] {
  const arrows = part.steps.flatMap((step) => step.arrows);
  const actors = [...new Set(arrows.map((arrow) => arrow.actor))];
  const testers = arrows.filter(({ direction, role }) => direction === 'sent' && role === 'stimulus');
  const senders = new Set((testers.length > 0 ? testers : arrows.slice(0, 1)).map((arrow) => arrow.actor));
  // Two senders and nobody else: one on each side is easier to read
  const left = senders.size === actors.length ? actors.slice(0, Math.ceil(actors.length / 2)) : [...senders];
  const order = [...left, undefined, ...actors.filter((actor) => !left.includes(actor))];
  return order.map((name, index) => ({
    name: name ?? target,
    x: gutter + columnWidth * (index + 0.5),
    isTarget: name === undefined,
  }));
}

function stepsInFull(steps: readonly StepRecord[], max: number): Set<StepRecord> {
  const shown = new Set<StepRecord>();
  let arrows = 0;
  for (const step of byInterest(steps)) {
    if (arrows > 0 && arrows + step.arrows.length > max) continue;
    shown.add(step);
    arrows += step.arrows.length;
  }
  return shown;
}
