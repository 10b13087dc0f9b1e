import { z } from 'zod';
import { keysOf, readYaml, ScenarioError, schemaProblems } from '../input/index.ts';

const expectation = z.strictObject({
  /** An identity, or a glob over identities. */
  scenario: z.string().min(1),
  outcome: z.enum(['failed', 'inconclusive']),
  /** It differs where one of these is the second server. Left out: with any, and without one. */
  peers: z.array(z.string()).min(1).optional(),
  reason: z.string().min(10),
});

const expectations = z.array(expectation);

/** A known difference between a target and what is asked: it will fail there, and why. */
export type Expectation = z.infer<typeof expectation>;

/**
 * A target's expected-failures file: a list of `{scenario, outcome, reason}`, or with `peers`. An empty file expects nothing.
 *
 * @throws ScenarioError when it does not fit the format.
 */
export function readExpectations(text: string, file: string): Expectation[] {
  const yaml = readYaml(text, file);
  const checked = expectations.safeParse(yaml.value ?? []);
  if (!checked.success)
    throw new ScenarioError(schemaProblems(yaml, checked.error.issues, keysOf(expectations)));
  return checked.data;
}
