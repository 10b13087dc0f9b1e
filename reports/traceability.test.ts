import { expect } from 'chai';
import { sampleRun } from './sample-run.ts';
import { coverageOf, coverageTable, traceabilityTable } from './traceability.ts';

const { requirements } = sampleRun();

describe('coverageOf', () => {
  it('tells what is covered, what is excused and what is missing, by group', () => {
    const { groups, ...all } = coverageOf(requirements);
    expect(all).to.deep.equal({ requirements: 11, covered: 9 });
    expect(groups['DISC']).to.deep.equal({ total: 2, covered: 1, excused: [], missing: ['DISC-02'] });
    expect(groups['C2S-EXIT']).to.deep.equal({ total: 4, covered: 3, excused: ['C2S-EXIT-07'], missing: [] });
  });
});

describe('coverageTable', () => {
  it('shows a bar a group, and names what nothing covers', () => {
    const some = requirements.filter(({ group }) => group === 'DISC' || group === 'C2S-EXIT');
    expect(coverageTable(coverageOf(some))).to.equal(
      [
        'DISC      ██████████░░░░░░░░░░     1/2',
        '          not covered: DISC-02',
        'C2S-EXIT  ███████████████▒▒▒▒▒     3/4    1 excused',
        '',
        '4 of 6 requirements covered (66 %)',
        '',
      ].join('\n'),
    );
  });

  it('is not divided by nothing', () => {
    expect(coverageTable(coverageOf([]))).to.equal('\n0 of 0 requirements covered (0 %)\n');
  });
});

describe('traceabilityTable', () => {
  it('gives each requirement its source and its scenarios with what came of them, or why it has none', () => {
    const lines = traceabilityTable(sampleRun()).split('\n');
    expect(lines.slice(0, 4)).to.deep.equal([
      'DISC-01  MUST  XEP-0258 §2',
      '  ! discovery/host-features',
      'DISC-02  MUST  XEP-0258 §4',
      '  · no scenario',
    ]);
    expect(lines).to.include('  · not observable on one machine');
  });
});
