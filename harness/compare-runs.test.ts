import { expect } from 'chai';
import { compareRuns } from './compare-runs.ts';
import type { FailureKind, Outcome, PartRecord, RunRecord } from './record/index.ts';
import { samplePart, sampleRun, sampleScenario } from './run-record.fixture.ts';

const outcomes: readonly Outcome[] = ['passed', 'failed', 'inconclusive', 'unsupported', 'broken'];

const run = (...parts: readonly PartRecord[]): RunRecord =>
  sampleRun({ scenarios: [sampleScenario({ id: 'exit/a', parts })] });

/** A part whose claims of these names fail. */
const part = (outcome: Outcome, ...claims: readonly string[]): PartRecord =>
  samplePart({
    outcome,
    findings: claims.map((claim) => ({ step: 0, outcome, claim, seen: 'it did not', evidence: [] })),
  });

function kindOf(was: PartRecord, is: PartRecord): string {
  const { regressed, mended, changed, same } = compareRuns(run(was), run(is));
  const kinds = { regressed: regressed.length, mended: mended.length, changed: changed.length, same };
  return Object.entries(kinds)
    .filter(([, number]) => number > 0)
    .map(([kind]) => kind)
    .join();
}

describe('compareRuns', () => {
  it('takes for a regression whatever came to something worse, and for mended only what passes', () => {
    const table = outcomes.map((was) => outcomes.map((is) => kindOf(part(was), part(is))));
    expect(table).to.deep.equal([
      // is: passed, failed, inconclusive, unsupported, broken
      ['same', 'regressed', 'regressed', 'regressed', 'regressed'],
      ['mended', 'same', 'changed', 'changed', 'changed'],
      ['mended', 'regressed', 'same', 'changed', 'regressed'],
      ['mended', 'regressed', 'regressed', 'same', 'regressed'],
      ['mended', 'regressed', 'changed', 'changed', 'same'],
    ]);
  });

  it('finds a regression in what failed before, where something else fails too', () => {
    const { regressed } = compareRuns(run(part('failed', 'error')), run(part('failed', 'error', 'no leak')));
    expect(regressed).to.deep.equal([
      {
        scenario: 'exit/a',
        part: 'scenario',
        title: samplePart().title,
        was: 'failed',
        is: 'failed',
        reason: 'no leak: it did not',
      },
    ]);
    expect(kindOf(part('failed', 'error', 'no leak'), part('failed', 'error'))).to.equal('same');
  });

  it('takes a claim for the same whose room has another name in each run', () => {
    const at = (room: string): PartRecord => part('failed', `nobody but the room ${room} may see it`);
    expect(kindOf(at('cmbac-0b0299fc-ops@chat.lab'), at('cmbac-e751c17f-ops@chat.lab'))).to.equal('same');
    expect(kindOf(at('cmbac-0b0299fc-ops@chat.lab'), at('cmbac-0b0299fc-hall@chat.lab'))).to.equal(
      'regressed',
    );
  });

  it('takes a failure that becomes a leak for a regression, and one that is a lesser one now for changed', () => {
    const failing = (kind: FailureKind): PartRecord =>
      samplePart({
        outcome: 'failed',
        findings: [{ step: 0, outcome: 'failed', kind, claim: 'rita gets nothing', evidence: [] }],
      });
    const { regressed } = compareRuns(run(failing('wrong-error')), run(failing('leak')));
    expect(regressed.map(({ wasKind, isKind, reason }) => [wasKind, isKind, reason])).to.deep.equal([
      ['wrong-error', 'leak', 'rita gets nothing'],
    ]);
    expect(kindOf(failing('leak'), failing('wrong-error'))).to.equal('changed');
    expect(kindOf(failing('leak'), failing('leak'))).to.equal('same');
    expect(kindOf(part('failed', 'rita gets nothing'), failing('leak'))).to.equal('same');
  });

  it('takes a claim that fails in several steps, in another kind in each, for the same when it does so again', () => {
    const kinds: readonly FailureKind[] = ['leak', 'claim'];
    const twice = samplePart({
      outcome: 'failed',
      findings: kinds.map((kind, step) => ({ step, outcome: 'failed', kind, claim: 'no A-R', evidence: [] })),
    });
    expect(kindOf(twice, twice)).to.equal('same');
  });

  it('tells leaks first among regressions', () => {
    const failing = (kind: FailureKind): PartRecord =>
      samplePart({
        outcome: 'failed',
        findings: [{ step: 0, outcome: 'failed', kind, claim: 'c', evidence: [] }],
      });
    const both = (a: PartRecord, b: PartRecord): RunRecord =>
      sampleRun({
        scenarios: [sampleScenario({ id: 'a', parts: [a] }), sampleScenario({ id: 'b', parts: [b] })],
      });
    const { regressed } = compareRuns(
      both(part('passed'), part('passed')),
      both(failing('protocol'), failing('leak')),
    );
    expect(regressed.map(({ scenario, isKind }) => `${scenario} ${isKind ?? ''}`)).to.deep.equal([
      'b leak',
      'a protocol',
    ]);
  });

  it('tells of what is mended why it failed', () => {
    const [mended] = compareRuns(run(part('failed', 'no leak')), run(part('passed'))).mended;
    expect(mended?.reason).to.equal('no leak: it did not');
  });

  it('sees a twin that regressed beside a scenario that failed before', () => {
    const before = run(part('failed', 'error'), samplePart({ name: 'twin' }));
    const after = run(part('failed', 'error'), samplePart({ name: 'twin', outcome: 'failed' }));
    const { regressed, same } = compareRuns(before, after);
    expect(regressed.map((one) => one.part)).to.deep.equal(['twin']);
    expect(same).to.equal(1);
  });

  it('tells what is new and what is gone from what is worse', () => {
    const other = sampleRun({ scenarios: [sampleScenario({ id: 'exit/b', parts: [part('failed', 'x')] })] });
    const { added, gone, ...rest } = compareRuns(run(part('passed')), other);
    const { title } = samplePart();
    expect(added).to.deep.equal([
      { scenario: 'exit/b', part: 'scenario', title, is: 'failed', reason: 'x: it did not' },
    ]);
    expect(gone).to.deep.equal([{ scenario: 'exit/a', part: 'scenario', title, was: 'passed' }]);
    expect(rest).to.deep.include({ regressed: [], mended: [], changed: [], same: 0 });
  });

  it('says which runs it compared', () => {
    const { before, after } = compareRuns(sampleRun(), sampleRun({ faults: ['exit.user'] }));
    const { target, suite, startedAt } = sampleRun();
    expect(before).to.deep.equal({ target, suite, startedAt, faults: [] });
    expect(after.faults).to.deep.equal(['exit.user']);
  });
});
