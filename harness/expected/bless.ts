import { ScenarioError } from '../input/index.ts';
import type { FailureKind, RunRecord, ScenarioRecord } from '../record/index.ts';
import { matchesPattern, type Scenario } from '../scenario/index.ts';
import { type Edit, edited, type NewEntry } from './edit-expectations.ts';
import { type Expectation, readDraft } from './expectations.ts';
import { applying, expectationOf } from './stale.ts';

/** A file of known differences as it was, and as it is to be so that a run met all of them. */
export interface Blessed {
  readonly before: string;
  readonly after: string;
  /** Identities that somebody has to write a reason for. */
  readonly added: readonly string[];
  /** Patterns that say nothing true any more. */
  readonly removed: readonly string[];
}

/**
 * What a file of known differences has to say after a run. What still holds stays to the letter, with its comments; what passes now, or
 * fails in another way, goes; what failed and nobody expected comes in without a reason, without an owner and, where it is a leak, without the
 * two who accept it: the file is refused until they are written. What the run has not executed stays as it is.
 *
 * @throws ScenarioError where the file does not fit the format.
 */
export function bless(
  { text, file }: { readonly text: string; readonly file: string },
  run: RunRecord,
  all: readonly Pick<Scenario, 'id'>[],
): Blessed {
  const entries = readDraft(text, file);
  const { peer } = run;
  const counting = applying(entries, { version: run.target.version, ...(peer && { peer: peer.name }) });
  const edits = entries.map((entry): Edit => {
    const kept = entry.match.map((pattern) => keptOf(entry, pattern, { counting, run, all }));
    return { match: entry.match, kept };
  });
  const added = run.scenarios.filter((record) => isNews(record, counting));
  const after = edited(
    text,
    edits,
    added.map((record) => newEntry(record, peer?.name)),
  );
  checkWhole(
    after,
    file,
    edits,
    added.map(({ id }) => id),
  );
  return {
    before: text,
    after,
    added: added.map(({ id }) => id),
    removed: edits.flatMap(({ match, kept }) =>
      match.filter((pattern, index) => kept[index]?.includes(pattern) !== true),
    ),
  };
}

/** What stays of a pattern: itself, nothing, or of a glob the identities for which it still holds. */
function keptOf(
  entry: Expectation,
  pattern: string,
  {
    counting,
    run,
    all,
  }: {
    readonly counting: readonly Expectation[];
    readonly run: RunRecord;
    readonly all: readonly Pick<Scenario, 'id'>[];
  },
): readonly string[] {
  const named = all.filter(({ id }) => matchesPattern(id, pattern));
  if (named.length === 0) return [];
  if (!counting.includes(entry)) return [pattern];
  const own = named.filter((one) => expectationOf(counting, one) === entry);
  if (own.length === 0) return [];
  const seen = new Map(run.scenarios.filter(isJudged).map((record) => [record.id, record]));
  // Of what was not played nobody knows that it holds no more
  const kept = own.filter(({ id }) => {
    const record = seen.get(id);
    return record === undefined || isAs(entry, record);
  });
  if (kept.length === own.length) return [pattern];
  return kept.map(({ id }) => id).filter((id) => id === pattern || !entry.match.includes(id));
}

function isAs({ outcome, kind }: Expectation, record: ScenarioRecord): boolean {
  return record.outcome === outcome && record.kind === kind;
}

/** Whatever else became of it says nothing about the server. */
function isJudged({ outcome }: ScenarioRecord): boolean {
  return outcome === 'passed' || outcome === 'failed' || outcome === 'inconclusive';
}

/** It does not hold, and no entry says so. */
function isNews(record: ScenarioRecord, counting: readonly Expectation[]): boolean {
  if (!isJudged(record) || record.outcome === 'passed') return false;
  const entry = expectationOf(counting, record);
  return entry === undefined || !isAs(entry, record);
}

function newEntry({ id, outcome, kind, reason }: ScenarioRecord, peer: string | undefined): NewEntry {
  return {
    match: id,
    outcome: outcome === 'failed' ? 'failed' : 'inconclusive',
    ...(kind && { kind: kind satisfies FailureKind }),
    ...(peer !== undefined && { peers: [peer] }),
    seen: reason ?? '',
  };
}

/** An edit that lost an entry would lose somebody's reason: better none. */
function checkWhole(text: string, file: string, edits: readonly Edit[], added: readonly string[]): void {
  const wanted = [
    ...edits.map(({ kept }) => kept.flat()).filter(({ length }) => length > 0),
    ...added.map((id) => [id]),
  ];
  if (JSON.stringify(matchesIn(text, file)) === JSON.stringify(wanted)) return;
  throw new ScenarioError([
    {
      sentence: `\`${file}\` cannot be changed without losing an entry; write each of them in lines of its own`,
    },
  ]);
}

function matchesIn(text: string, file: string): (readonly string[])[] | undefined {
  try {
    return readDraft(text, file).map(({ match }) => match);
  } catch (error) {
    if (error instanceof ScenarioError) return undefined;
    throw error;
  }
}
