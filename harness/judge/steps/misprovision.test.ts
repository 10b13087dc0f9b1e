import { expect } from 'chai';
import { judge } from '../judge.ts';
import { begin, end, fixtures, scenarioOf, type Told, transcriptOf } from '../transcript.fixture.ts';

describe('judgeMisprovision', () => {
  const found = (...answers: readonly string[]): string[] => {
    const scenario = scenarioOf(`steps:
  - misprovision: { Srv.clr: [U], Pol.label: ess-truncated }
  - probe: { from: tess, to: rita, expect: delivered }`);
    const notes = answers.map((value): Told => ({ kind: 'note', step: 0, key: 'misprovision', value }));
    const { findings } = judge(scenario, 'scenario', transcriptOf([begin(0), ...notes, end(0)]), fixtures);
    return findings.filter(({ step }) => step === 0).map(({ outcome, seen }) => `${outcome}: ${seen ?? ''}`);
  };

  it('passes where it is refused, fails where it is taken, and cannot say without an answer', () => {
    expect([found('refused'), found('taken'), found()]).to.deep.equal([
      ['passed: '],
      ['failed: it takes it'],
      ['inconclusive: no answer was seen'],
    ]);
  });

  it('is nothing without a step after it that claims something', () => {
    expect(() => scenarioOf('steps:\n  - misprovision: { Srv.clr: [U] }')).to.throw(/took no effect/);
  });
});
