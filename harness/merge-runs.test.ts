import { expect } from 'chai';
import { mergeRuns } from './merge-runs.ts';
import type { SavedRun } from './merged.ts';
import type { RunRecord, ScenarioRecord } from './record/index.ts';
import { sampleRun, sampleScenario } from './run-record.fixture.ts';

const passing = (id: string): ScenarioRecord => sampleScenario({ id });
const failing = (id: string): ScenarioRecord => sampleScenario({ id, outcome: 'failed' });

/** A shard of three scenarios dealt to two. */
function shard(
  number: number,
  scenarios: readonly ScenarioRecord[],
  change: Partial<RunRecord> = {},
): SavedRun {
  const suite = {
    version: '0.1.0',
    scenarios: 9,
    seed: `seed-${number}`,
    profile: 'strict',
    shard: { number, of: 2, chosen: 3, digest: 'd' },
  };
  const run = sampleRun({ suite, scenarios, exitCode: 0, wallMs: 100 * number, ...change });
  return { folder: `shards/${number}`, record: run };
}

const one = shard(1, [passing('c/1'), passing('a/1')]);
const two = shard(2, [passing('b/1')], { startedAt: '2026-11-21T20:00:00.000Z' });

function merged(...runs: readonly SavedRun[]): RunRecord {
  const answer = mergeRuns(runs);
  if ('refusal' in answer) throw new Error(answer.refusal);
  return answer.record;
}

function refusal(...runs: readonly SavedRun[]): string {
  const answer = mergeRuns(runs);
  return 'refusal' in answer ? answer.refusal : 'merged';
}

describe('mergeRuns', () => {
  it('makes one record of all shards, in the order of their scenarios', () => {
    expect(merged(two, one)).to.deep.equal({
      ...one.record,
      suite: { version: '0.1.0', scenarios: 9, seed: 'seed-1, seed-2', profile: 'strict', shards: 2 },
      startedAt: '2026-11-21T20:00:00.000Z',
      wallMs: 300,
      scenarios: [passing('a/1'), passing('b/1'), passing('c/1')],
    });
  });

  it('ends as the whole run would have ended', () => {
    expect(merged(one, two).exitCode).to.equal(0);
    expect(merged(one, shard(2, [failing('b/1')], { exitCode: 1 })).exitCode).to.equal(1);
    const unsupported = shard(2, [sampleScenario({ id: 'b/1', outcome: 'unsupported' })], { exitCode: 4 });
    expect(merged(one, unsupported).exitCode).to.equal(0);
    const stale = { staleExpectations: ['`x` matches no scenario; remove it'] };
    const both = merged(shard(1, one.record.scenarios, stale), shard(2, two.record.scenarios, stale));
    expect([both.exitCode, both.staleExpectations]).to.deep.equal([2, stale.staleExpectations]);
  });

  it('owes what its shards owe, or all that a lock names', () => {
    const owing = (number: 1 | 2, of: typeof one, missing: readonly string[]): SavedRun =>
      shard(number, of.record.scenarios, { debt: { file: 'l', owed: 2, missing } });
    const both = merged(owing(1, one, ['a/9']), owing(2, two, []));
    expect([both.debt, both.exitCode]).to.deep.equal([{ file: 'l', owed: 4, missing: ['a/9'] }, 6]);
    const whole = mergeRuns([one, two], { file: 'l', scenarios: ['a/1', 'b/1'] });
    expect('record' in whole && [whole.record.debt, whole.record.exitCode]).to.deep.equal([
      { file: 'l', owed: 2, missing: [] },
      0,
    ]);
    const short = mergeRuns([one, two], { file: 'l', scenarios: ['a/1', 'z/1'] });
    expect('record' in short && short.record.exitCode).to.equal(6);
  });

  it('refuses shards of which one owes what a lock names and another was not asked', () => {
    const owing = shard(2, two.record.scenarios, { debt: { file: 'l', owed: 1, missing: [] } });
    expect(refusal(one, owing)).to.equal(
      '`shards/2` was run with --lock and `shards/1` without; run that again with it, or give --lock here',
    );
    expect(mergeRuns([one, owing], { file: 'l', scenarios: ['a/1'] })).to.have.property('record');
  });

  it('takes a shard that is there twice once, and only where both say the same', () => {
    const again = { ...two, folder: 'shards/again' };
    expect(merged(again, one, two)).to.deep.equal(merged(one, two));
    const otherwise = { ...shard(2, [failing('b/1')]), folder: 'shards/again' };
    expect(refusal(one, two, otherwise)).to.equal(
      '`b/1` is passed in `shards/2` and failed in `shards/again`; leave one of them out, or see with `npx cmbac run b/1 --repeat 20` what it depends on',
    );
  });

  it('refuses a run that is no shard', () => {
    expect(refusal(one, { folder: 'runs/all', record: sampleRun() })).to.equal(
      '`runs/all` is no shard; make shards with `npx cmbac run --shard i/n`',
    );
  });

  it('refuses shards of another suite, target, profile, or number, and names both', () => {
    const { suite, target } = two.record;
    const dealt = { number: 2, of: 2, chosen: 3, digest: 'd' };
    const cases: readonly (readonly [Partial<RunRecord>, string])[] = [
      [
        { target: { ...target, version: '13.0.1' } },
        'target (prosody, Prosody 0.12.3 and prosody, Prosody 13.0.1)',
      ],
      [{ peer: target }, 'second server (none and prosody, Prosody 0.12.3)'],
      [{ suite: { ...suite, profile: 'lenient' } }, 'profile (strict and lenient)'],
      [{ faults: ['exit.user'] }, 'faults (none and exit.user)'],
      [{ suite: { ...suite, version: '0.2.0' } }, 'suite version (0.1.0 and 0.2.0)'],
      [{ suite: { ...suite, shard: { ...dealt, of: 3 } } }, 'number of shards (2 and 3)'],
      [{ suite: { ...suite, shard: { ...dealt, digest: 'e' } } }, 'scenarios'],
    ];
    for (const [change, what] of cases)
      expect(refusal(one, shard(2, two.record.scenarios, change))).to.equal(
        `\`shards/1\` and \`shards/2\` differ in their ${what}; merge shards of one run only`,
      );
  });

  it('refuses what is not whole: a shard that is missing, or one that was stopped', () => {
    expect(refusal(one)).to.equal('shard 2 of 2 is missing; run it with --shard 2/2');
    expect(refusal(shard(1, [passing('a/1')]), two)).to.equal(
      '`shards/1` has 1 of the 2 scenarios of shard 1/2; run it again, to its end',
    );
    expect(refusal(one, shard(2, [passing('a/1')]))).to.equal(
      'a scenario is in two shards; run all of them again',
    );
  });

  it('names all shards that are missing', () => {
    const { record, folder } = one;
    const dealt = { number: 1, of: 3, chosen: 3, digest: 'd' };
    const first = { folder, record: { ...record, suite: { ...record.suite, shard: dealt } } };
    expect(refusal(first)).to.equal('shards 2, 3 of 3 are missing; run them with --shard 2/3 and so on');
  });
});
