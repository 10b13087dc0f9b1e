import type { RunRecord } from '../harness/record/index.ts';

/** Something that was measured, and decided nothing. */
export interface Measured {
  readonly scenario: string;
  readonly claim: string;
  readonly value: string;
}

/** Everything that a run measured, in the order of its scenarios. */
export function measuredIn(run: Pick<RunRecord, 'scenarios'>): Measured[] {
  return run.scenarios.flatMap(({ id, parts }) =>
    parts.flatMap(({ findings }) =>
      findings.flatMap(({ claim, value }) => (value === undefined ? [] : [{ scenario: id, claim, value }])),
    ),
  );
}
