import type { DebtRecord, Outcome, ScenarioRecord } from '../record/index.ts';
import { isUnexpectedPass } from './reconcile.ts';

/** How many scenarios came to what. `expected` of them differ as the target's expected-failures file says. */
export interface Counts extends Readonly<Record<Outcome, number>> {
  readonly expected: number;
  readonly unexpectedPasses: number;
}

/** Count scenarios by outcome; those that differ as expected count under `expected` only. */
export function countOutcomes(records: readonly ScenarioRecord[]): Counts {
  const of = (outcome: Outcome): number =>
    records.filter((one) => one.outcome === outcome && !isMet(one)).length;
  return {
    passed: of('passed'),
    failed: of('failed'),
    inconclusive: of('inconclusive'),
    unsupported: of('unsupported'),
    broken: of('broken'),
    expected: records.filter(isMet).length,
    unexpectedPasses: records.filter(isUnexpectedPass).length,
  };
}

/**
 * The exit code of a run: 4 something is broken, or the target could be asked nothing of it at all, 1 a scenario failed that was not
 * expected to, or in another way, 6 one was not executed that the lock names, 2 an expectation is stale or its scenario passed, 3 something
 * is inconclusive, 0 all holds. The first of these that applies; 5, bad input, ends a command before there are records.
 */
export function exitCode(
  records: readonly ScenarioRecord[],
  stale: readonly string[],
  debt?: DebtRecord,
): 0 | 1 | 2 | 3 | 4 | 6 {
  const counts = countOutcomes(records);
  if (counts.broken > 0 || nothingRan(records)) return 4;
  if (counts.failed > 0) return 1;
  if (debt !== undefined && debt.missing.length > 0) return 6;
  if (stale.length > 0 || counts.unexpectedPasses > 0) return 2;
  return counts.inconclusive > 0 ? 3 : 0;
}

function nothingRan(records: readonly ScenarioRecord[]): boolean {
  return records.length > 0 && records.every(({ outcome }) => outcome === 'unsupported');
}

function isMet({ expected }: ScenarioRecord): boolean {
  return expected?.met === true;
}
