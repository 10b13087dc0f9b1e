import { expect } from 'chai';
import { mergeRuns } from './merge-runs.ts';
import type { SavedRun } from './merged.ts';
import type { PartRecord, ScenarioRecord } from './record/index.ts';
import { samplePart, sampleRun, sampleScenario } from './run-record.fixture.ts';

describe('mergeRuns of deployments', () => {
  it('joins the parts of a scenario that were played on different deployments, and their verdicts', () => {
    const merged = mergeRuns([
      run(1, [whole('a'), half('b', own)]),
      run(2, [half('b', { ...twin, outcome: 'failed', findings: [failed] })]),
    ]);
    if ('refusal' in merged) throw new Error(merged.refusal);
    expect(merged.record.deployment).to.equal(undefined);
    expect(
      merged.record.scenarios.map(({ id, outcome, kind, parts }) => [
        id,
        outcome,
        kind,
        parts.map(({ name }) => name),
      ]),
    ).to.deep.equal([
      ['a', 'passed', undefined, ['scenario']],
      ['b', 'failed', 'leak', ['scenario', 'twin']],
    ]);
    expect(merged.record.exitCode).to.equal(1);
    expect(merged.from.map(({ folder }) => folder)).to.deep.equal(['runs/1', 'runs/2']);
  });

  it('takes an expected failure for met only if the whole scenario fails so', () => {
    const expected = { outcome: 'failed', kind: 'leak', reason: 'known for long', met: true } as const;
    const passedAsFarAsPlayed = { ...half('b', own), expected };
    const both = (other: Partial<PartRecord>) => {
      const merged = mergeRuns([
        run(1, [whole('a'), passedAsFarAsPlayed]),
        run(2, [half('b', { ...twin, ...other })]),
      ]);
      if ('refusal' in merged) throw new Error(merged.refusal);
      return [merged.record.scenarios[1]?.expected?.met, merged.record.exitCode];
    };
    expect(both({ outcome: 'failed', findings: [failed] })).to.deep.equal([true, 0]);
    expect(both({})).to.deep.equal([false, 2]);
  });

  it('refuses what is not whole, or not of one suite', () => {
    const [first, second] = [run(1, [whole('a'), half('b', own)]), run(2, [half('b', twin)])];
    expect(mergeRuns([first])).to.deep.equal({
      refusal: 'deployment 2 of 2 is missing; play it with --deployment 2',
    });
    expect(mergeRuns([first, run(2, [])])).to.deep.equal({
      refusal: '`runs/2` has 0 of the 1 parts of deployment 2; run it again, to its end',
    });
    expect(mergeRuns([first, run(2, [half('b', twin)], 'another')])).to.deep.equal({
      refusal:
        '`runs/1` and `runs/2` differ in their scenarios, or in what the server is told; merge the deployments of one server and one suite only',
    });
    expect(mergeRuns([first, { folder: 'runs/3', record: sampleRun() }])).to.deep.equal({
      refusal: '`runs/3` is no run on one deployment; merge those of one server alone',
    });
    expect(
      mergeRuns([
        first,
        second,
        { ...run(2, [half('b', { ...twin, outcome: 'inconclusive' })]), folder: 'again' },
      ]),
    )
      .to.have.property('refusal')
      .that.matches(/`b` \(twin\) is passed in `runs\/2` and inconclusive in `again`/);
    const failing = { ...twin, outcome: 'failed', findings: [failed] } as const;
    const milder = { ...failing, findings: [{ ...failed, kind: 'claim' }] } as const;
    expect(
      mergeRuns([first, run(2, [half('b', failing)]), { ...run(2, [half('b', milder)]), folder: 'again' }]),
    )
      .to.have.property('refusal')
      .that.matches(/`b` \(twin\) is failed \(leak\) in `runs\/2` and failed \(claim\) in `again`/);
  });
});

const own = samplePart();
const twin = samplePart({ name: 'twin' });
const failed = {
  step: 0,
  outcome: 'failed',
  kind: 'leak',
  claim: 'rita gets nothing',
  evidence: [],
} as const;

function whole(id: string): ScenarioRecord {
  return sampleScenario({ id });
}

function half(id: string, part: PartRecord): ScenarioRecord {
  const { outcome } = part;
  return sampleScenario({ id, outcome, parts: [part] });
}

function run(number: number, scenarios: readonly ScenarioRecord[], digest = 'one'): SavedRun {
  const deployment = { number, of: 2, parts: number === 1 ? 2 : 1, chosen: 3, digest };
  return { folder: `runs/${number}`, record: sampleRun({ deployment, scenarios }) };
}
