import { burstOf, type Matrix, type Probe, sessionsOf } from '../../scenario/index.ts';
import { judgeBracket } from '../bracket.ts';
import type { Context } from '../context.ts';
import { type Found, fails, holds, open } from '../findings.ts';
import { arrivals, notesOf, sentStanza } from '../sightings.ts';
import { endedStreams } from '../streams.ts';
import { together } from './matrix.ts';
import { judgeCase } from './probe.ts';
import type { ProbeCase } from './probe-case.ts';

/**
 * Each message of a burst reaches those whom it is for and nobody else, and each of them gets its messages in the order in
 * which they were sent, between control and fence.
 *
 * Source: RFC 6120 §10.1; XEP-0045 §7.4 (everybody sees the room's messages in one order).
 */
export function judgeBurst(context: Context, matrix: Matrix, step: number): Found[] {
  const { from, to } = matrix;
  const of = { step, suffix: '', from, at: to, strength: 'A' } as const;
  const bracket = judgeBracket(context, of);
  const sent = burstOf(matrix).map((probe, index) => caseOf(context, probe, { step, index, bracket }));
  const cases = sent.filter((one) => one !== undefined);
  const missing = sent.length - cases.length;
  return [
    ...(missing === 0 ? [] : [open(`${from} sends ${sent.length} messages`, `${missing} were not sent`)]),
    ...cases.map((one, index) =>
      together(
        `message ${index + 1}, ${one.probe.label}, is ${one.probe.expect} as it should be`,
        judgeCase(context, one),
      ),
    ),
    ...to.map((actor) => judgeOrder(context, actor, step, cases)),
    ...endedStreams(context.evidence, step, [...new Set([from, ...to])]),
    ...bracket.findings,
  ];
}

function caseOf(
  { evidence }: Context,
  probe: Probe,
  { step, index, bracket }: { step: number; index: number; bracket: ProbeCase['bracket'] },
): ProbeCase | undefined {
  const suffix = `.${index}`;
  const [stimulus] = notesOf(evidence, step, 'stimulus', suffix);
  const sent = stimulus && sentStanza(evidence, stimulus, probe.from);
  if (!stimulus || !sent) return undefined;
  const [at, notAt] = [sessionsOf(probe), probe.notAt ?? []];
  return { probe, step, suffix, at, notAt, stimulus, sent, bracket, strength: 'A' };
}

/** Control, messages and fence, as they reached one of the occupants. */
function judgeOrder(context: Context, actor: string, step: number, cases: readonly ProbeCase[]): Found {
  const { evidence } = context;
  const bracket = (kind: 'control' | 'fence'): number[] =>
    notesOf(evidence, step, kind, '')
      .flatMap((note) => arrivals(evidence, note, actor))
      .slice(0, 1)
      .map(({ n }) => n);
  const own = cases.flatMap(({ stimulus }) => arrivals(evidence, stimulus, actor).map(({ n }) => n));
  const lines = [...bracket('control'), ...own, ...bracket('fence')];
  const claim = `${actor} gets messages in the order in which they were sent`;
  const early = lines.filter((line, index) => index > 0 && line < (lines[index - 1] ?? 0));
  return early.length === 0
    ? holds(claim, lines, 'A')
    : fails('protocol', claim, 'a later one came first', early);
}
