import type { ScenarioRecord } from '../record/index.ts';
import { matchesPattern, type Scenario } from '../scenario/index.ts';
import type { Expectation } from './expectations.ts';
import { holdsOf } from './version-condition.ts';

/** What a run was made with, as far as entries ask. */
export interface Circumstances {
  /** What the target says of its version. */
  readonly version: string;
  /** The name of the second real server; left out: there was none. */
  readonly peer?: string;
}

/** Those entries that say something about a run: its second server is one of theirs, and the version is one of theirs. */
export function applying(
  expectations: readonly Expectation[],
  { version, peer }: Circumstances,
): Expectation[] {
  return expectations.filter(
    ({ peers, when }) =>
      (peers === undefined || (peer !== undefined && peers.includes(peer))) &&
      (when === undefined || holdsOf(when, version) === true),
  );
}

/** What is expected of a scenario: the first entry that names it. */
export function expectationOf(
  expectations: readonly Expectation[],
  { id }: Pick<Scenario, 'id'>,
): Expectation | undefined {
  return expectations.find(({ match }) => match.some((pattern) => matchesPattern(id, pattern)));
}

/** What is looked at to find entries that say nothing true any more. */
export interface Found extends Circumstances {
  /** Every scenario there is, chosen or not. */
  readonly all: readonly Pick<Scenario, 'id'>[];
  readonly records: readonly ScenarioRecord[];
  /** The day of the run: `2027-01-31`. */
  readonly today: string;
}

/**
 * What is wrong with entries, one sentence each: they match no scenario of the suite, nobody can say whether they count, the last day on
 * which they counted is over, an entry above speaks for all that they name, or all of it passes.
 */
export function staleExpectations(expectations: readonly Expectation[], found: Found): string[] {
  const counting = applying(expectations, found);
  return expectations.flatMap((entry) => [
    ...entry.match
      .filter((pattern) => !found.all.some(({ id }) => matchesPattern(id, pattern)))
      .map((pattern) => `${entry.place}: \`${pattern}\` matches no scenario; remove it`),
    ...unknown(entry, found),
    ...(counting.includes(entry) ? staleHere(entry, counting, found) : []),
  ]);
}

function unknown({ when, place }: Expectation, { version }: Found): string[] {
  if (when === undefined || holdsOf(when, version) !== undefined) return [];
  return [
    `${place}: nobody can say whether \`${when.text}\` holds, since the target says no version; take \`when\` away, or put the version into the target's description`,
  ];
}

function staleHere(entry: Expectation, counting: readonly Expectation[], found: Found): string[] {
  const { place, expires } = entry;
  return [
    ...(expires !== undefined && expires < found.today
      ? [
          `${place}: it was expected until ${expires}; see what became of it, then remove it or say until when`,
        ]
      : []),
    ...entry.match.flatMap((pattern) => staleMatch(entry, pattern, counting, found)),
  ];
}

function staleMatch(
  entry: Expectation,
  pattern: string,
  counting: readonly Expectation[],
  { all, records }: Found,
): string[] {
  const { place } = entry;
  const named = all.filter(({ id }) => matchesPattern(id, pattern));
  const own = named.filter((one) => expectationOf(counting, one) === entry);
  if (named.length > 0 && own.length === 0)
    return [`${place}: entries above speak for all that \`${pattern}\` names; remove it`];
  const ran = records.filter(
    ({ id, outcome }) => outcome !== 'unsupported' && own.some((one) => one.id === id),
  );
  if (ran.length === 0 || ran.some(({ outcome }) => outcome !== 'passed')) return [];
  return [`${place}: \`${pattern}\` names no difference any more: all of it passes; remove it`];
}
