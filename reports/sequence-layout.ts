import type { Arrow, Outcome, PartRecord, StepRecord } from '../harness/record/index.ts';
import { rootAttribute } from './stanza-lines.ts';

/** A sequence diagram with every position known, in pixels from the top left. */
export interface SequenceLayout {
  readonly width: number;
  readonly height: number;
  readonly lifelines: readonly Lifeline[];
  readonly rows: readonly Row[];
}

/** An actor, or the target, and where its line stands. */
export interface Lifeline {
  readonly name: string;
  readonly x: number;
  readonly isTarget: boolean;
}

/** What stands at one height. */
export type Row = { readonly y: number } & (
  | { readonly kind: 'step'; readonly number: number; readonly summary: string; readonly outcome: Outcome }
  | { readonly kind: 'arrow'; readonly arrow: Arrow; readonly fromX: number; readonly toX: number; readonly end: ArrowEnd }
  | { readonly kind: 'fence'; readonly arrived: boolean }
  | { readonly kind: 'folded'; readonly stanzas: number }
);

/** How an arrow ends: taken, an error for its receiver, or a stimulus that the target passes to nobody. */
export type ArrowEnd = 'arrives' | 'error' | 'stopped';

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
 * Steps that do not hold are drawn whole first; of the others as many as fit, the rest is one folded row each.
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
  const failing = steps.filter(({ outcome }) => outcome !== 'passed');
  for (const step of [...failing, ...steps.filter(({ outcome }) => outcome === 'passed')]) {
    if (arrows > 0 && arrows + step.arrows.length > max) continue;
    shown.add(step);
    arrows += step.arrows.length;
  }
  return shown;
}

type RowWithoutPlace = Row extends infer R ? (R extends Row ? Omit<R, 'y'> : never) : never;

/** A step's heading, its first `max` arrows, and how many are left out. */
function rowsOf(step: StepRecord, index: number, max: number, lifelines: readonly Lifeline[]): RowWithoutPlace[] {
  const head: RowWithoutPlace = { kind: 'step', number: index + 1, summary: step.summary, outcome: step.outcome };
  const drawn = step.arrows.slice(0, max);
  const rows: RowWithoutPlace[] = roundsOf(drawn).flatMap((round) => roundRows(round, step, lifelines));
  if (drawn.length < step.arrows.length) rows.push({ kind: 'folded', stanzas: step.arrows.length - drawn.length });
  return [head, ...rows];
}

/** A step's stanzas, cut where something new is sent after a fence. */
function roundsOf(arrows: readonly Arrow[]): Arrow[][] {
  const rounds: Arrow[][] = [[]];
  for (const arrow of arrows) {
    const begins = arrow.direction === 'sent' && (arrow.role === 'control' || arrow.role === 'stimulus');
    if (begins && rounds.at(-1)?.some(({ role }) => role === 'fence')) rounds.push([]);
    rounds.at(-1)?.push(arrow);
  }
  return rounds;
}

function roundRows(round: readonly Arrow[], step: StepRecord, lifelines: readonly Lifeline[]): RowWithoutPlace[] {
  const lastFence = round.findLast(({ role, direction }) => role === 'fence' && direction === 'received');
  const rows = round.flatMap((arrow): RowWithoutPlace[] => {
    const row = arrowRow(arrow, step, lifelines);
    return arrow === lastFence ? [row, { kind: 'fence', arrived: true }] : [row];
  });
  const lost = lastFence === undefined && round.some(({ role }) => role === 'fence');
  return lost ? [...rows, { kind: 'fence', arrived: false }] : rows;
}

function arrowRow(arrow: Arrow, step: StepRecord, lifelines: readonly Lifeline[]): RowWithoutPlace {
  const targetX = lifelines.find(({ isTarget }) => isTarget)?.x ?? 0;
  const actorX = lifelines.find(({ isTarget, name }) => !isTarget && name === arrow.actor)?.x ?? 0;
  const [fromX, toX] = arrow.direction === 'sent' ? [actorX, targetX] : [targetX, actorX];
  return { kind: 'arrow', arrow, fromX, toX, end: endOf(arrow, step) };
}

function endOf(arrow: Arrow, step: StepRecord): ArrowEnd {
  if (isError(arrow)) return 'error';
  if (arrow.role !== 'stimulus' || arrow.direction === 'received') return 'arrives';
  const id = rootAttribute(arrow.raw, 'id');
  const passedOn = step.arrows.some(
    (other) =>
      other.direction === 'received' &&
      !isError(other) &&
      (id === undefined ? other.role === 'stimulus' : rootAttribute(other.raw, 'id') === id),
  );
  return passedOn ? 'arrives' : 'stopped';
}

function isError(arrow: Arrow): boolean {
  return arrow.caption.startsWith('error') || rootAttribute(arrow.raw, 'type') === 'error';
}
