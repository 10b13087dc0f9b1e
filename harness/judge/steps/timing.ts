import type { Timing } from '../../scenario/index.ts';
import type { Context } from '../context.ts';
import type { Note, SeenStanza } from '../evidence.ts';
import { type Found, fails, holds, open } from '../findings.ts';
import { endedStreams } from '../streams.ts';
import { type Comparison, welch } from '../welch.ts';

/** No more often than once in a million runs is a difference taken for one that is none. */
const maxChance = 1e-6;

/** Two cases are told apart by time only where the difference is large and sure; the figures are reported either way. */
export function judgeTiming(context: Context, timing: Timing, step: number): Found[] {
  const names = Object.keys(timing.cases);
  const times = timesOf(context, step);
  const samples = names.map((name): Sample => [name, times.get(name) ?? []]);
  const short = samples.find(([, sample]) => sample.length < timing.trials);
  if (short !== undefined) {
    const seen = `${short[1].length} of ${timing.trials} trials of ${short[0]} came to an answer`;
    return [open('every trial is answered', seen)];
  }
  const pairs = samples.flatMap((a, index) => samples.slice(index + 1).map((b) => [a, b] as const));
  const compared = pairs.map(([a, b]) => judgePair(timing, a, b));
  return [...compared, ...endedStreams(context.evidence, step, [timing.from])];
}

type Sample = readonly [name: string, times: readonly number[]];

function judgePair({ effectMs }: Timing, [nameA, a]: Sample, [nameB, b]: Sample): Found {
  const found = welch(a, b);
  const claim = `the time of the answer does not tell ${nameA} from ${nameB} (effect over ${effectMs} ms, p below ${maxChance})`;
  if (found === undefined) return open(claim, 'the times never vary: no test is possible');
  const value = figures(found, [nameA, nameB], a.length);
  const told = Math.abs(found.effect) > effectMs && found.p < maxChance;
  return { ...(told ? fails('leak', claim, value) : holds(claim, [])), value };
}

function figures(
  { meanA, meanB, effect, t, p }: Comparison,
  [a, b]: readonly [string, string],
  n: number,
): string {
  return `mean ${meanA.toFixed(2)} ms (${a}), ${meanB.toFixed(2)} ms (${b}); effect ${effect.toFixed(2)} ms; t = ${t.toFixed(2)}, p = ${p.toExponential(1)}, n = ${n} each`;
}

/** Milliseconds from sending to the answer, by case; a trial without an answer, and without its ping's, is left out. */
function timesOf({ evidence }: Context, step: number): Map<string, number[]> {
  const sent = firstById(evidence.stanzas, 'sent');
  const received = firstById(evidence.stanzas, 'received');
  const trials = new Map<string, { stimulus?: Note; fence?: Note }>();
  for (const note of evidence.notes) {
    const [, kind, trial] = /^trial(-fence)?\.(.+)$/.exec(note.key) ?? [];
    if (note.step !== step || trial === undefined) continue;
    const one = trials.get(trial) ?? {};
    trials.set(trial, { ...one, ...(kind === undefined ? { stimulus: note } : { fence: note }) });
  }
  const times = new Map<string, number[]>();
  for (const [trial, { stimulus, fence }] of trials) {
    const begun = stimulus && sent.get(keyOf(stimulus.from, stimulus.id))?.at;
    const fenced = fence && received.get(keyOf(fence.from, fence.id))?.at;
    if (begun === undefined || fenced === undefined) continue;
    const answered = received.get(keyOf(stimulus?.from, stimulus?.id))?.at ?? fenced;
    const name = trial.replace(/\.\d+$/, '');
    const known = times.get(name) ?? [];
    known.push(answered - begun);
    times.set(name, known);
  }
  return times;
}

/** By actor and id; a run has thousands of them. Of what was received, answers only. */
function firstById(
  stanzas: readonly SeenStanza[],
  direction: SeenStanza['direction'],
): Map<string, SeenStanza> {
  const found = new Map<string, SeenStanza>();
  for (const seen of stanzas) {
    if (seen.direction !== direction) continue;
    const { id, type } = seen.element.attributes;
    if (direction === 'received' && type !== 'error' && type !== 'result') continue;
    const key = keyOf(seen.actor, id);
    if (!found.has(key)) found.set(key, seen);
  }
  return found;
}

function keyOf(actor: string | undefined, id: string | undefined): string {
  return `${String(actor)} ${String(id)}`;
}
