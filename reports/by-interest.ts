import type { StepRecord } from '../harness/record/index.ts';

/**
 * Steps as a reader wants to see them where not all can be shown: those that do not hold, then those with a tested message
 * between control and fence, then the others (rooms are made, people enter); else as they were played.
 */
export function byInterest(steps: readonly StepRecord[]): StepRecord[] {
  return steps.toSorted((one, other) => interestOf(other) - interestOf(one));
}

function interestOf({ outcome, arrows }: StepRecord): number {
  if (outcome !== 'passed') return 2;
  return arrows.some(({ role }) => role === 'control') ? 1 : 0;
}
