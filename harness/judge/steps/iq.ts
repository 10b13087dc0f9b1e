import type { Iq } from '../../scenario/index.ts';
import { judgeAnswer } from '../answer.ts';
import type { Context } from '../context.ts';
import { type Found, fails, holds } from '../findings.ts';
import { isError } from '../sightings.ts';
import { fillIn, occurs } from '../texts.ts';

/** An iq: its one answer, and what must and must not stand in it. */
export function judgeIq(context: Context, iq: Iq, step: number): Found[] {
  const { answer, sent, findings } = judgeAnswer(context, iq, step);
  if (!answer || (iq.expect === 'either' && isError(answer))) return [...findings];
  const text = (one: string): string => fillIn(one, context.evidence.header, context.fixtures);
  // Back at its sender it tells nothing new
  const isEcho = (one: string): boolean =>
    isError(answer) && sent !== undefined && occurs(text(one), sent.raw);
  const has = (iq.contains ?? []).map((one) => {
    const claim = `the answer holds \`${one}\``;
    return occurs(text(one), answer.raw)
      ? holds(claim, [answer.n])
      : fails('protocol', claim, 'it does not', [answer.n]);
  });
  const hasNot = (iq.lacks ?? []).map((one) => {
    const claim = `the answer does not hold \`${one}\``;
    return occurs(text(one), answer.raw)
      ? fails(isEcho(one) ? 'wrong-error' : 'leak', claim, 'it does', [answer.n])
      : holds(claim, [answer.n]);
  });
  return [...findings, ...has, ...hasNot];
}
