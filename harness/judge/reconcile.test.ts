import { expect } from 'chai';
import type { Expectation } from '../expected/index.ts';
import type { FailureKind, Outcome, PartRecord, ScenarioRecord } from '../record/index.ts';
import { partsOf } from '../scenario/index.ts';
import { countOutcomes, exitCode } from './exit-code.ts';
import { isExpectedPart, reconcile } from './reconcile.ts';
import { scenarioOf } from './transcript.fixture.ts';
import { brokenPart, endedServer, unsupportedPart } from './unjudged.ts';
import { reasonOf, worst, worstKind } from './verdict.ts';

const named = {
  id: 'exit/a',
  file: 'scenarios/exit/a.yaml',
  title: 'A title',
  requirements: ['C2S-EXIT-02'],
};
const known: Expectation = {
  match: ['exit/*'],
  outcome: 'failed',
  kind: 'protocol',
  reason: 'it has no labels',
  owner: 'Prosody',
  place: 'f.yaml:3',
};

const open: Expectation = {
  match: ['exit/*'],
  outcome: 'inconclusive',
  reason: 'nobody can say',
  owner: 'Prosody',
  place: 'f.yaml:9',
};

describe('an expected failure', () => {
  it('is not met where the harness is at fault in the twin, or in the rest of the part', () => {
    const met = (...parts: readonly PartRecord[]): boolean | undefined =>
      reconcile(named, parts, [known]).expected?.met;
    const failing = part('failed');
    const broken = { step: 1, outcome: 'broken', claim: 'it is played', evidence: [] } as const;
    expect(met(failing, part('passed', 'twin'))).to.equal(true);
    expect(met(failing, part('broken', 'twin'))).to.equal(false);
    const halfway = { ...failing, findings: [...failing.findings, broken] };
    expect(met(halfway)).to.equal(false);
    expect(met(endedServer(halfway)), 'the server itself ended it').to.equal(true);
  });
});

describe('worst', () => {
  it('puts a failure before a broken harness, and both before what is open', () => {
    const order: Outcome[] = ['passed', 'unsupported', 'inconclusive', 'broken', 'failed'];
    for (const [index, outcome] of order.entries())
      expect(worst(order.slice(0, index + 1))).to.equal(outcome);
    expect(worst([])).to.equal('inconclusive');
  });
});

describe('reasonOf', () => {
  it('is the first of the worst findings, and nothing when all passed', () => {
    expect(reasonOf(part('failed').findings)).to.equal('it holds: it does not');
    expect(reasonOf([{ step: 0, outcome: 'failed', claim: 'it holds', evidence: [] }])).to.equal('it holds');
    expect(reasonOf([...part('failed').findings, ...part('failed', 'scenario', 'leak').findings])).to.equal(
      'it holds: there is a leak',
    );
    expect(reasonOf(part('passed').findings)).to.equal(undefined);
    expect(reasonOf([])).to.equal(undefined);
  });
});

describe('worstKind', () => {
  it('is a leak where there is one, and none where nothing failed', () => {
    const kinds: FailureKind[] = [
      'claim',
      'protocol',
      'wrong-error',
      'label-altered',
      'label-lost',
      'over-block',
      'leak',
    ];
    for (const [index, kind] of kinds.entries())
      expect(worstKind(kinds.slice(0, index + 1).map((one) => ({ kind: one })))).to.equal(kind);
    expect(worstKind([{}])).to.equal(undefined);
  });
});

describe('reconcile', () => {
  it('takes the worse of the two parts, and says which it was', () => {
    const parts = [part('passed'), part('failed', 'twin')];
    expect(reconcile(named, parts)).to.deep.equal({
      ...named,
      outcome: 'failed',
      kind: 'protocol',
      reason: 'in the twin, it holds: it does not',
      parts,
    });
    expect(reconcile(named, [part('passed')])).to.deep.equal({
      ...named,
      outcome: 'passed',
      parts: [part('passed')],
    });
    expect(reconcile(named, []).outcome).to.equal('inconclusive');
  });

  it('says the worst kind of failure in either part, and why', () => {
    const { kind, reason } = reconcile(named, [part('failed'), part('failed', 'twin', 'leak')]);
    expect([kind, reason]).to.deep.equal(['leak', 'in the twin, it holds: there is a leak']);
  });

  it('says whether an expectation is met, outcome and kind, and who answers for it', () => {
    expect(reconcile(named, [part('failed')], [known]).expected).to.deep.equal({
      outcome: 'failed',
      kind: 'protocol',
      reason: 'it has no labels',
      met: true,
      owner: 'Prosody',
    });
    const whole: Partial<Expectation> = {
      kind: 'leak',
      issue: 'https://a.test/1',
      expires: '2027-01-31',
      acceptLeak: ['one', 'two'],
    };
    expect(reconcile(named, [part('failed')], [{ ...known, ...whole }]).expected).to.deep.equal({
      outcome: 'failed',
      kind: 'leak',
      reason: 'it has no labels',
      met: false,
      issue: 'https://a.test/1',
      owner: 'Prosody',
      expires: '2027-01-31',
      acceptedBy: ['one', 'two'],
    });
    expect(reconcile(named, [part('failed', 'scenario', 'leak')], [known]).expected?.met).to.equal(false);
    expect(reconcile(named, [part('inconclusive')], [known]).expected?.met).to.equal(false);
    expect(reconcile(named, [part('inconclusive')], [open]).expected?.met).to.equal(true);
    expect(reconcile({ ...named, id: 'entry/a' }, [part('failed')], [known]).expected).to.equal(undefined);
  });
});

describe('isExpectedPart', () => {
  it('holds for a part that is no worse than what is expected of its scenario', () => {
    const leak: Expectation = { ...known, kind: 'leak' };
    expect(isExpectedPart(leak, part('failed'))).to.equal(true);
    expect(isExpectedPart(known, part('failed'))).to.equal(true);
    expect(isExpectedPart(known, part('failed', 'twin', 'leak'))).to.equal(false);
    expect(isExpectedPart(known, part('passed'))).to.equal(false);
    expect(isExpectedPart(undefined, part('failed'))).to.equal(false);
    expect(isExpectedPart(open, part('inconclusive'))).to.equal(true);
  });
});

describe('exitCode', () => {
  const failed = recordOf('a', 'failed');
  const expectedFailure = reconcile(named, [part('failed')], [known]);
  const unexpectedPass = reconcile(named, [part('passed')], [known]);
  const unsure = recordOf('b', 'inconclusive');

  it('is the first of 4, 1, 6, 2, 3 that applies, else 0', () => {
    const debt = { file: 'executed.lock', owed: 2, missing: ['exit/b'] };
    expect(exitCode([failed, unexpectedPass, unsure], [], debt)).to.equal(1);
    expect(exitCode([unexpectedPass, unsure], ['stale'], debt)).to.equal(6);
    expect(exitCode([unexpectedPass, unsure], ['stale'], { ...debt, missing: [] })).to.equal(2);
    expect(exitCode([recordOf('a', 'broken'), failed, unexpectedPass, unsure], [])).to.equal(4);
    expect(exitCode([failed, unexpectedPass, unsure], [])).to.equal(1);
    expect(exitCode([unexpectedPass, unsure], [])).to.equal(2);
    expect(exitCode([unsure], ['stale'])).to.equal(2);
    expect(exitCode([unsure], [])).to.equal(3);
    expect(exitCode([recordOf('a', 'passed'), recordOf('b', 'unsupported'), expectedFailure], [])).to.equal(
      0,
    );
  });

  it('is 4 where the target can be asked nothing of it: that is no success', () => {
    expect(exitCode([recordOf('a', 'unsupported'), recordOf('b', 'unsupported')], [])).to.equal(4);
    expect(exitCode([], [])).to.equal(0);
  });

  it('rests on counts in which an expected failure is no failure', () => {
    expect(countOutcomes([failed, expectedFailure, unexpectedPass, unsure])).to.deep.equal({
      passed: 1,
      failed: 1,
      inconclusive: 1,
      unsupported: 0,
      broken: 0,
      expected: 1,
      unexpectedPasses: 1,
    });
  });
});

describe('unsupportedPart, brokenPart', () => {
  it('are parts with one finding and no transcript', () => {
    const [own] = partsOf(
      scenarioOf(
        `provision: { 'Cat(a.test)': [A-U] }\nsteps: [{ probe: { from: tess, to: rita, expect: delivered } }]`,
      ),
    );
    if (!own) throw new Error('a scenario has a part');
    expect(unsupportedPart(own, ['verb Cat', 'feature catalog'])).to.deep.equal({
      name: 'scenario',
      title: 'A scenario made for a test',
      outcome: 'unsupported',
      wallMs: 0,
      provision: [{ verb: 'Cat(a.test)', value: 'A-U' }],
      findings: [
        {
          step: 0,
          outcome: 'unsupported',
          claim: 'the target can be asked this',
          seen: 'it lacks verb Cat and feature catalog',
          evidence: [],
        },
      ],
      steps: [],
    });
    expect(brokenPart(own, 'no binary').findings[0]?.seen).to.equal('no binary');
  });
});

function part(
  outcome: Outcome,
  name: 'scenario' | 'twin' = 'scenario',
  kind: FailureKind = 'protocol',
): PartRecord {
  const finding = {
    step: 0,
    outcome,
    ...(outcome === 'failed' && { kind }),
    claim: 'it holds',
    evidence: [],
    ...(outcome !== 'passed' && { seen: kind === 'leak' ? 'there is a leak' : 'it does not' }),
  };
  return { name, title: '', outcome, wallMs: 0, provision: [], findings: [finding], steps: [] };
}

function recordOf(id: string, outcome: Outcome): ScenarioRecord {
  return reconcile({ ...named, id }, [part(outcome)]);
}
