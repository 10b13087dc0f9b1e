import type { Context } from '../context.ts';
import { type Found, fails, holds, open } from '../findings.ts';

/** The server said no. That nothing of it took effect is for the steps beside it. */
export function judgeMisprovision({ evidence }: Context, step: number): Found[] {
  const claim = 'the server refuses the provisioning';
  const answer = evidence.misprovisions.find((one) => one.step === step);
  if (answer === undefined) return [open(claim, 'no answer was seen')];
  return answer.answer === 'refused'
    ? [holds(claim, [answer.n])]
    : [fails('protocol', claim, 'it takes it', [answer.n])];
}
