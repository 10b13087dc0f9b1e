import { expect } from 'chai';
import { sampleRun, sampleScenario } from './sample-run.ts';
import { duration, tally, verdictSentence } from './standing.ts';

describe('verdictSentence', () => {
  const sentence = (...changes: Parameters<typeof sampleScenario>[0][]): string =>
    verdictSentence(sampleRun({ scenarios: changes.map(sampleScenario) }));

  it('says the worst thing that a run found', () => {
    expect([
      sentence({}, {}),
      sentence({}, { outcome: 'unsupported' }),
      sentence({}, { expected: { outcome: 'failed', reason: 'r', met: false } }),
      sentence({}, { outcome: 'inconclusive' }),
      sentence({ outcome: 'broken' }, { outcome: 'inconclusive' }),
      sentence({ outcome: 'failed' }, { outcome: 'broken' }),
      sentence({ outcome: 'unsupported' }),
      sentence({ outcome: 'failed', expected: { outcome: 'failed', reason: 'r', met: true } }),
      sentence(),
    ]).to.deep.equal([
      'Prosody 0.12.3 passes all 2 scenarios.',
      'Prosody 0.12.3 passes 1 of 2 scenarios; nothing failed that was not expected to.',
      '1 of 2 scenarios passed though a failure was expected.',
      '1 of 2 scenarios could not be judged.',
      '1 of 2 scenarios could not be run: the harness or this machine is at fault.',
      'Prosody 0.12.3 fails 1 of 2 scenarios.',
      'Nothing was tested: Prosody 0.12.3 supports none of 1 scenario.',
      'Prosody 0.12.3 passes 0 of 1 scenario; nothing failed that was not expected to.',
      'No scenario was run.',
    ]);
  });
});

describe('tally', () => {
  it('counts a failure that was expected apart from one that was not, and a pass that was not', () => {
    expect(tally(sampleRun().scenarios)).to.deep.equal({
      failed: 1,
      broken: 1,
      inconclusive: 1,
      'unexpected-pass': 1,
      'expected-failure': 1,
      unsupported: 1,
      passed: 2,
    });
  });
});

describe('duration', () => {
  it('is in the unit that a person would say', () => {
    expect([412.3, 12_340, 125_000].map(duration)).to.deep.equal(['412 ms', '12.3 s', '2 min 5 s']);
  });
});
