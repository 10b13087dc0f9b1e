import { expect } from 'chai';
import type { Outcome, PartRecord, ScenarioRecord } from '../record/index.ts';
import { partsOf } from '../scenario/index.ts';
import { countOutcomes, exitCode } from './exit-code.ts';
import { readExpectations } from './expectations.ts';
import { reconcile, staleExpectations } from './reconcile.ts';
import { scenarioOf } from './transcript.fixture.ts';
import { brokenPart, unsupportedPart } from './unjudged.ts';
import { reasonOf, worst } from './verdict.ts';

const named = {
  id: 'exit/a',
  file: 'scenarios/exit/a.yaml',
  title: 'A title',
  requirements: ['C2S-EXIT-02'],
};
const known = { scenario: 'exit/*', outcome: 'failed', reason: 'it has no labels' } as const;

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
    expect(reasonOf(part('passed').findings)).to.equal(undefined);
    expect(reasonOf([])).to.equal(undefined);
  });
});

describe('reconcile', () => {
  it('takes the worse of the two parts, and says which it was', () => {
    const parts = [part('passed'), part('failed', 'twin')];
    expect(reconcile(named, parts)).to.deep.equal({
      ...named,
      outcome: 'failed',
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

  it('says whether an expectation is met', () => {
    expect(reconcile(named, [part('failed')], [known]).expected).to.deep.equal({
      outcome: 'failed',
      reason: 'it has no labels',
      met: true,
    });
    expect(reconcile(named, [part('inconclusive')], [known]).expected?.met).to.equal(false);
    expect(reconcile({ ...named, id: 'entry/a' }, [part('failed')], [known]).expected).to.equal(undefined);
  });
});

describe('staleExpectations', () => {
  it('names entries that match nothing, and those whose difference is gone', () => {
    const all = [{ id: 'exit/a' }, { id: 'exit/b' }, { id: 'entry/c' }];
    const records = [recordOf('exit/a', 'passed'), recordOf('exit/b', 'failed')];
    const stale = (scenario: string): string[] => staleExpectations([{ ...known, scenario }], all, records);
    expect(stale('exti/*')).to.deep.equal(['`exti/*` matches no scenario; remove it']);
    expect(stale('exit/a')).to.deep.equal([
      '`exit/a` names no difference any more: all of it passes; remove it',
    ]);
    expect(stale('exit/*')).to.deep.equal([]);
    expect(stale('entry/c')).to.deep.equal([]);
  });
});

describe('exitCode', () => {
  const failed = recordOf('a', 'failed');
  const expectedFailure = reconcile(named, [part('failed')], [known]);
  const unexpectedPass = reconcile(named, [part('passed')], [known]);
  const open = recordOf('b', 'inconclusive');

  it('is the first of 4, 1, 2, 3 that applies, else 0', () => {
    expect(exitCode([recordOf('a', 'broken'), failed, unexpectedPass, open], [])).to.equal(4);
    expect(exitCode([failed, unexpectedPass, open], [])).to.equal(1);
    expect(exitCode([unexpectedPass, open], [])).to.equal(2);
    expect(exitCode([open], ['stale'])).to.equal(2);
    expect(exitCode([open], [])).to.equal(3);
    expect(exitCode([recordOf('a', 'passed'), recordOf('b', 'unsupported'), expectedFailure], [])).to.equal(
      0,
    );
  });

  it('is 4 where the target can be asked nothing of it: that is no success', () => {
    expect(exitCode([recordOf('a', 'unsupported'), recordOf('b', 'unsupported')], [])).to.equal(4);
    expect(exitCode([], [])).to.equal(0);
  });

  it('rests on counts in which an expected failure is no failure', () => {
    expect(countOutcomes([failed, expectedFailure, unexpectedPass, open])).to.deep.equal({
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

describe('readExpectations', () => {
  it('reads a list, and nothing from an empty file', () => {
    expect(
      readExpectations('- { scenario: "exit/*", outcome: failed, reason: it has no labels }', 'f'),
    ).to.deep.equal([known]);
    expect(readExpectations('# none\n', 'f')).to.deep.equal([]);
  });

  it('says what is wrong where', () => {
    expect(() =>
      readExpectations('- { scenario: a, outcome: fails, reason: it has no labels }', 'f.yaml'),
    ).to.throw('f.yaml:1:18: `outcome` must be one of failed, inconclusive; pick one');
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

function part(outcome: Outcome, name: 'scenario' | 'twin' = 'scenario'): PartRecord {
  const finding = {
    step: 0,
    outcome,
    claim: 'it holds',
    evidence: [],
    ...(outcome !== 'passed' && { seen: 'it does not' }),
  };
  return { name, title: '', outcome, wallMs: 0, provision: [], findings: [finding], steps: [] };
}

function recordOf(id: string, outcome: Outcome): ScenarioRecord {
  return reconcile({ ...named, id }, [part(outcome)]);
}
