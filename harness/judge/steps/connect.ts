import type { Context } from '../context.ts';
import { type Found, holds, open } from '../findings.ts';

/** Being online is no claim about labels, but nothing after it can be believed without it. */
export function judgeConnect({ evidence }: Context, actor: string, step: number): Found[] {
  const bound = evidence.streams.find(
    (one) => one.step === step && one.actor === actor && one.event === 'bound',
  );
  const claim = `${actor} comes online`;
  return [bound ? holds(claim, [bound.n]) : open(claim, 'no session was bound')];
}
