import type { PartRecord, ScenarioRecord } from '../record/index.ts';
import { matchesPattern, type Scenario } from '../scenario/index.ts';
import type { Expectation } from './expectations.ts';
import { reasonOf, worst } from './verdict.ts';

/**
 * The verdict on a scenario: the worse of its own and its twin's, beside what the target's expected-failures file says.
 * Of several entries that name it, the first counts.
 */
export function reconcile(
  scenario: Pick<Scenario, 'id' | 'file' | 'title' | 'requirements'>,
  parts: readonly PartRecord[],
  expectations: readonly Expectation[] = [],
): ScenarioRecord {
  const { id, file, title, requirements } = scenario;
  const outcome = worst(parts.map((part) => part.outcome));
  const part = parts.find((one) => one.outcome === outcome);
  const reason = part && reasonOf(part.findings);
  const entry = expectations.find((one) => matchesPattern(id, one.scenario));
  return {
    id,
    file,
    title,
    requirements,
    outcome,
    ...(reason !== undefined && { reason: part?.name === 'twin' ? `in the twin, ${reason}` : reason }),
    ...(entry && {
      expected: { outcome: entry.outcome, reason: entry.reason, met: entry.outcome === outcome },
    }),
    parts,
  };
}

/** Does a record name a difference that is gone? */
export function isUnexpectedPass({ expected, outcome }: ScenarioRecord): boolean {
  return expected !== undefined && outcome === 'passed';
}

/**
 * Entries that say nothing true any more, one sentence each: those that match no scenario of the suite, and globs of
 * which every scenario that ran has passed. `all`: every scenario there is, chosen or not.
 */
export function staleExpectations(
  expectations: readonly Expectation[],
  all: readonly Pick<Scenario, 'id'>[],
  records: readonly ScenarioRecord[],
): string[] {
  return expectations.flatMap(({ scenario: pattern }) => {
    if (!all.some(({ id }) => matchesPattern(id, pattern)))
      return [`\`${pattern}\` matches no scenario; remove it`];
    const ran = records.filter(({ id, outcome }) => matchesPattern(id, pattern) && outcome !== 'unsupported');
    if (ran.length === 0 || ran.some(({ outcome }) => outcome !== 'passed')) return [];
    return [`\`${pattern}\` names no difference any more: all of it passes; remove it`];
  });
}
