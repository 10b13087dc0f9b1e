import { expect } from 'chai';
import { missingIn } from './missing.ts';
import { samplePart, sampleScenario } from './sample-run.ts';

describe('missingIn', () => {
  const lacks = (...sentences: readonly string[]) =>
    sampleScenario({
      outcome: 'unsupported',
      parts: sentences.map((seen) =>
        samplePart({ findings: [{ step: 0, outcome: 'unsupported', claim: 'c', seen, evidence: [] }] }),
      ),
    });

  it('counts a scenario for each thing that it lacks, once, and tells what is the only reason', () => {
    expect(
      missingIn([
        lacks('it lacks verb U', 'it lacks verb U'),
        lacks('it lacks verb U, verb Loc and feature rooms'),
        sampleScenario(),
      ]),
    ).to.deep.equal([
      { name: 'verb U', scenarios: 2, alone: 1 },
      { name: 'verb Loc', scenarios: 1, alone: 0 },
      { name: 'feature rooms', scenarios: 1, alone: 0 },
    ]);
  });

  it('does not take a name apart at the words that say why it is missing', () => {
    expect(missingIn([lacks('it lacks verb Dir (slapd and its tools, not installed)')])).to.deep.equal([
      { name: 'verb Dir (slapd and its tools, not installed)', scenarios: 1, alone: 1 },
    ]);
  });
});
