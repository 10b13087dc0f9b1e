import type { Arrow, Outcome, StepRecord } from '../harness/record/index.ts';
import { rootAttribute } from './stanza-lines.ts';

/** One row of a sequence diagram. */
export type RowContent =
  | { readonly kind: 'step'; readonly number: number; readonly summary: string; readonly outcome: Outcome }
  | {
      readonly kind: 'arrow';
      readonly arrow: Arrow;
      readonly fromX: number;
      readonly toX: number;
      readonly end: ArrowEnd;
    }
  | { readonly kind: 'fence'; readonly arrived: boolean }
  | { readonly kind: 'folded'; readonly stanzas: number };

/** How an arrow ends: taken, an error for its receiver, or a stimulus that the target passes to nobody. */
type ArrowEnd = 'arrives' | 'error' | 'stopped';

/** An actor, or the target, and where its line stands. */
export interface Lifeline {
  readonly name: string;
  readonly x: number;
  readonly isTarget: boolean;
}

/** A step's heading, its first `max` arrows, and how many are left out. */
export function rowsOf(
  step: StepRecord,
  index: number,
  max: number,
  lifelines: readonly Lifeline[],
): RowContent[] {
  const head: RowContent = {
    kind: 'step',
    number: index + 1,
    summary: step.summary,
    outcome: step.outcome,
  };
  const rows = roundsOf(step.arrows).flatMap((round) => roundRows(round, step, lifelines));
  const hidden = step.arrows[max];
  if (hidden === undefined) return [head, ...rows];
  const kept = rows.slice(
    0,
    rows.findIndex((row) => row.kind === 'arrow' && row.arrow === hidden),
  );
  return [head, ...kept, { kind: 'folded', stanzas: step.arrows.length - max }];
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

/** A round's arrows, and its fence: beneath the last that arrived, or at the end when one did not. */
function roundRows(round: readonly Arrow[], step: StepRecord, lifelines: readonly Lifeline[]): RowContent[] {
  const fences = round.filter(({ role, direction }) => role === 'fence' && direction === 'sent');
  const lost = fences.some((fence) => !step.arrows.some((other) => answersFence(other, fence)));
  const last = round.findLast(({ role, direction }) => role === 'fence' && direction === 'received');
  const rows = round.flatMap((arrow): RowContent[] => {
    const row = arrowRow(arrow, step, lifelines);
    return arrow === last && !lost ? [row, { kind: 'fence', arrived: true }] : [row];
  });
  return lost ? [...rows, { kind: 'fence', arrived: false }] : rows;
}

/** The fence itself at its other end; of a request its answer, whatever it says. */
function answersFence(other: Arrow, fence: Arrow): boolean {
  if (other.direction === 'sent' || rootAttribute(other.raw, 'id') !== rootAttribute(fence.raw, 'id'))
    return false;
  return fence.raw.startsWith('<iq') || (other.role === 'fence' && !isError(other));
}

function arrowRow(arrow: Arrow, step: StepRecord, lifelines: readonly Lifeline[]): RowContent {
  const targetX = lifelines.find(({ isTarget }) => isTarget)?.x ?? 0;
  const actorX = lifelines.find(({ isTarget, name }) => !isTarget && name === arrow.actor)?.x ?? 0;
  const [fromX, toX] = arrow.direction === 'sent' ? [actorX, targetX] : [targetX, actorX];
  return { kind: 'arrow', arrow, fromX, toX, end: endOf(arrow, step) };
}

function endOf(arrow: Arrow, step: StepRecord): ArrowEnd {
  if (arrow.direction === 'received') return isError(arrow) ? 'error' : 'arrives';
  return arrow.role === 'stimulus' && !step.arrows.some((other) => repeats(other, arrow))
    ? 'stopped'
    : 'arrives';
}

/** Is this what a stimulus became: its copy at somebody, or the answer to a request? */
function repeats(other: Arrow, stimulus: Arrow): boolean {
  const isRequest = stimulus.raw.startsWith('<iq');
  if (other.direction === 'sent' || (!isRequest && isError(other) !== isError(stimulus))) return false;
  const id = rootAttribute(stimulus.raw, 'id');
  return id === undefined ? other.role === 'stimulus' : rootAttribute(other.raw, 'id') === id;
}

function isError(arrow: Arrow): boolean {
  return arrow.caption.startsWith('error') || rootAttribute(arrow.raw, 'type') === 'error';
}
