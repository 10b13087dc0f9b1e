import { expect } from 'chai';
import { nothing } from './matrix.fixture.ts';
import { remainder, share, worstOf } from './matrix-cell.ts';

describe('a cell of the matrix', () => {
  it('has the worst of what could be asked, and what could not only where there is nothing else', () => {
    const worst = [
      { ...nothing, passed: 3, unsupported: 9 },
      { ...nothing, passed: 3, expectedFailures: 1 },
      { ...nothing, passed: 3, inconclusive: 1, expectedFailures: 1 },
      { ...nothing, failed: 1, broken: 1 },
      { ...nothing, passed: 1, unexpectedPasses: 1 },
      { ...nothing, unsupported: 2 },
      nothing,
    ].map(worstOf);
    expect(worst).to.deep.equal([
      'passed',
      'expected-failure',
      'inconclusive',
      'failed',
      'unexpected-pass',
      'unsupported',
      'unsupported',
    ]);
  });

  it('counts those that passed among those that could be asked, and says the rest in words', () => {
    const verdicts = { ...nothing, passed: 3, failed: 1, expectedFailures: 1, unsupported: 2 };
    expect([share(verdicts), remainder(verdicts)]).to.deep.equal([
      '3 of 5',
      '1 failed, 1 failed as expected, 2 unsupported',
    ]);
    expect(remainder({ ...nothing, passed: 1 })).to.equal('');
  });
});
