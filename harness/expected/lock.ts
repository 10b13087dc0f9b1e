import { z } from 'zod';
import { keysOf, readYaml, ScenarioError, schemaProblems } from '../input/index.ts';
import type { DebtRecord, RunRecord, ScenarioRecord } from '../record/index.ts';

const lockSchema = z.strictObject({
  schema: z.literal('cmbac/lock@1'),
  /** The run that it was written from. */
  target: z.string(),
  peer: z.string().optional(),
  profile: z.string().optional(),
  suite: z.string(),
  scenarios: z.array(z.string().min(1)).min(1),
});

/** What a run owes: the scenarios that it has to execute. */
export interface Owed {
  /** The lock file, as the person who named it did. */
  readonly file: string;
  readonly scenarios: readonly string[];
}

/**
 * The scenarios of a lock file.
 *
 * @throws ScenarioError when it does not fit the format, or names one twice.
 */
export function readLock(text: string, file: string): Owed {
  const yaml = readYaml(text, file);
  const checked = lockSchema.safeParse(yaml.value ?? {});
  if (!checked.success)
    throw new ScenarioError(schemaProblems(yaml, checked.error.issues, keysOf(lockSchema)));
  const { scenarios } = checked.data;
  const twice = scenarios.findIndex((id, index) => scenarios.indexOf(id) < index);
  if (twice >= 0)
    throw new ScenarioError([yaml.problem(['scenarios', twice], 'it is named twice; keep one of them')]);
  return { file, scenarios };
}

/** A lock file for what a run executed. Sorted, so that another run changes no line but what differs. */
export function lockText({ target, peer, suite, scenarios }: RunRecord): string {
  const executed = scenarios.filter(isExecuted).map(({ id }) => id);
  return [
    '# Scenarios that a run of this target must execute: `npx cmbac run --lock` is red without them (docs/expectations.md).',
    'schema: cmbac/lock@1',
    `target: ${target.name}`,
    ...(peer === undefined ? [] : [`peer: ${peer.name}`]),
    ...(suite.profile === undefined ? [] : [`profile: ${suite.profile}`]),
    `suite: ${suite.version}`,
    'scenarios:',
    ...executed.sort().map((id) => `  - ${id}`),
    '',
  ].join('\n');
}

/** Of what is owed, what was not executed. What is not asked of the target, was not begun or shows nothing, proves nothing. */
export function debtOf({ file, scenarios }: Owed, records: readonly ScenarioRecord[]): DebtRecord {
  const executed = new Set(records.filter(isExecuted).map(({ id }) => id));
  return { file, owed: scenarios.length, missing: scenarios.filter((id) => !executed.has(id)) };
}

/** It came to a verdict about the server. */
export function isExecuted({ outcome }: Pick<ScenarioRecord, 'outcome'>): boolean {
  return outcome === 'passed' || outcome === 'failed';
}
