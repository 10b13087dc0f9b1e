import type { Outcome, RunRecord, ScenarioRecord } from '../harness/record/index.ts';

/** An outcome beside what the target's expected-failures file says of it: what a reader has to know first. */
export type Standing = Outcome | 'expected-failure' | 'unexpected-pass';

/** Every standing, the one to look at first first. */
export const standings = [
  'failed',
  'broken',
  'inconclusive',
  'unexpected-pass',
  'expected-failure',
  'unsupported',
  'passed',
] as const satisfies readonly Standing[];

/** A sign for each standing that is told apart without colour, and the words beside it. */
export const signs: Readonly<Record<Standing, { readonly symbol: string; readonly words: string }>> = {
  failed: { symbol: '✕', words: 'failed' },
  broken: { symbol: '‼', words: 'broken' },
  inconclusive: { symbol: '?', words: 'inconclusive' },
  'unexpected-pass': { symbol: '!', words: 'passed unexpectedly' },
  'expected-failure': { symbol: '⊘', words: 'failed as expected' },
  unsupported: { symbol: '–', words: 'unsupported' },
  passed: { symbol: '✓', words: 'passed' },
};

/** A scenario's standing. An expectation that is not met by another outcome than `passed` leaves that outcome as it is. */
export function standingOf(scenario: ScenarioRecord): Standing {
  if (scenario.expected === undefined) return scenario.outcome;
  if (scenario.expected.met) return 'expected-failure';
  return scenario.outcome === 'passed' ? 'unexpected-pass' : scenario.outcome;
}

/** How many scenarios have each standing. */
export function tally(scenarios: readonly ScenarioRecord[]): Readonly<Record<Standing, number>> {
  const counts: Record<Standing, number> = {
    failed: 0,
    broken: 0,
    inconclusive: 0,
    'unexpected-pass': 0,
    'expected-failure': 0,
    unsupported: 0,
    passed: 0,
  };
  for (const scenario of scenarios) counts[standingOf(scenario)] += 1;
  return counts;
}

/** The run in one sentence: what a reader takes away who reads nothing else. */
export function verdictSentence(record: RunRecord): string {
  const counts = tally(record.scenarios);
  const of = `of ${count(record.scenarios.length, 'scenario')}`;
  if (record.scenarios.length === 0) return 'No scenario was run.';
  if (counts.failed > 0) return `${productOf(record)} fails ${counts.failed} ${of}.`;
  if (counts.broken > 0)
    return `${counts.broken} ${of} could not be run: the harness or this machine is at fault.`;
  const owes = record.debt?.missing.length ?? 0;
  if (owes > 0)
    return `${owes} of ${count(record.debt?.owed ?? 0, 'scenario')} that must be executed ${owes === 1 ? 'was' : 'were'} not.`;
  if (counts.inconclusive > 0) return `${counts.inconclusive} ${of} could not be judged.`;
  if (counts['unexpected-pass'] > 0)
    return `${counts['unexpected-pass']} ${of} passed though a failure was expected.`;
  const stale = record.staleExpectations.length;
  if (stale > 0)
    return `Nothing failed that was not expected to; ${count(stale, 'expectation')} ${stale === 1 ? 'says' : 'say'} nothing true any more.`;
  if (counts.unsupported === record.scenarios.length)
    return `Nothing was tested: ${productOf(record)} supports none ${of}.`;
  if (counts.passed < record.scenarios.length) {
    return `${productOf(record)} passes ${counts.passed} ${of}; nothing failed that was not expected to.`;
  }
  return `${productOf(record)} passes ${counts.passed === 1 ? 'its one scenario' : `all ${counts.passed} scenarios`}.`;
}

/** The product with its version, where they are known, and the second server beside it. */
export function productOf(record: Pick<RunRecord, 'target' | 'peer'>): string {
  const { target, peer } = record;
  const beside = peer === undefined ? '' : ` beside ${peer.product} ${peer.version}`;
  return `${target.product} ${target.version}${beside}`.trim();
}

/** A number with its noun: `1 scenario`, `3 scenarios`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Milliseconds as a person reads them: `412 ms`, `12.3 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1000)} s`;
}
