import type { FailureKind } from '../../record/index.ts';
import type { Iq } from '../../scenario/index.ts';
import { judgeAnswer } from '../answer.ts';
import type { Context } from '../context.ts';
import type { SeenStanza } from '../evidence.ts';
import { type Found, fails, holds } from '../findings.ts';
import { isError } from '../sightings.ts';
import { fillIn, occurs } from '../texts.ts';

/** An iq: its one answer, and what must and must not stand in it. */
export function judgeIq(context: Context, iq: Iq, step: number): Found[] {
  const { answer, findings } = judgeAnswer(context, iq, step);
  if (!answer || (iq.expect === 'either' && isError(answer))) return [...findings];
  const text = (one: string): string => fillIn(one, context.evidence.header, context.fixtures);
  const has = (iq.contains ?? []).map((one) => {
    const claim = `the answer holds \`${one}\``;
    return occurs(text(one), answer.raw)
      ? holds(claim, [answer.n])
      : fails('protocol', claim, 'it does not', [answer.n]);
  });
  const hasNot = (iq.lacks ?? []).map((one) => {
    const claim = `the answer does not hold \`${one}\``;
    return occurs(text(one), answer.raw)
      ? fails(kindOfText(context, iq.from, text(one), answer), claim, 'it does', [answer.n])
      : holds(claim, [answer.n]);
  });
  return [...findings, ...has, ...hasNot];
}

/** What it means that an answer holds what it must not: whoever wrote that before is told nothing new. */
function kindOfText({ evidence }: Context, from: string, text: string, answer: SeenStanza): FailureKind {
  const isOwn = evidence.stanzas.some(
    ({ direction, actor, n, raw }) =>
      direction === 'sent' && actor === from && n < answer.n && occurs(text, raw.slice(raw.indexOf('>') + 1)),
  );
  if (!isOwn) return 'leak';
  return isError(answer) ? 'wrong-error' : 'protocol';
}
