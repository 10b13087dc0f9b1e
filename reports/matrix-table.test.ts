import { expect } from 'chai';
import { brokenMatrix, sampleMatrix } from './matrix.fixture.ts';
import { matrixTable } from './matrix-table.ts';

describe('matrixTable', () => {
  it('has a row for each server and a cell for each pair, with the worst sign first', () => {
    const { matrix, runs } = sampleMatrix();
    const lines = matrixTable(matrix, runs, 'runs/pairs').split('\n');
    expect(lines.slice(1, 4)).to.deep.equal([
      'from \\ to   prosody                    ejabberd',
      'prosody     ✓ 1 of 1 (1 unsupported)   ⊘ 1 of 2 (1 failed as expected)',
      'ejabberd    ✓ 1 of 1 (1 unsupported)   ⊘ 1 of 2 (1 failed as expected)',
    ]);
    expect(lines.slice(-4)).to.deep.equal([
      '2 servers, 4 ordered pairs, 3.2 s',
      '',
      'report  runs/pairs/matrix.html',
      '',
    ]);
  });

  it('says why what did not pass did not, pair by pair, and nothing of what passed', () => {
    const { matrix, runs } = sampleMatrix();
    const text = matrixTable(matrix, runs, '.');
    expect(text.match(/^\w+ → \w+$/gm)).to.deep.equal(['prosody → ejabberd', 'ejabberd → ejabberd']);
    expect(text).to.contain('⊘ failed as expected').and.to.not.contain('exit/recipient-not-cleared');
  });

  it('says why a pair has no run, and of the pairs behind it what came of theirs', () => {
    const { matrix, runs } = brokenMatrix('ejabberd is not installed');
    const lines = matrixTable(matrix, runs, '.').split('\n');
    expect(lines[2]).to.contain('‼ 0 of 2 (2 broken)');
    expect(lines.slice(5, 9)).to.deep.equal([
      'prosody → ejabberd',
      '  ‼ broken  ejabberd is not installed',
      '',
      'ejabberd → ejabberd',
    ]);
  });
});
