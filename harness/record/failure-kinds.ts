import type { FailureKind } from './record.ts';

/** Every kind of failure, worst first: what got out cannot be called back, what was withheld can be sent again. */
export const failureKinds = [
  'leak',
  'over-block',
  'label-lost',
  'label-altered',
  'wrong-error',
  'protocol',
  'claim',
] as const satisfies readonly FailureKind[];
