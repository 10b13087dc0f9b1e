import { expect } from 'chai';
import { killMatrix } from './kill-matrix.ts';

describe('killMatrix', () => {
  const noticed = {
    fault: 'exit.user',
    broken: 'anybody gets anything',
    red: ['exit/a', 'exit/b'],
    missed: [],
    unsaid: ['exit/b'],
  };
  const overlooked = { fault: 'lbl.mark', broken: 'markings stay', red: [], missed: ['label/c'], unsaid: [] };

  it('gives each fault its scenarios, told apart by whether they name it', () => {
    expect(killMatrix({ schema: 'cmbac/proof@1', faults: [noticed], unsound: [] }).split('\n')).to.deep.equal(
      [
        '✓ exit.user    2 red  anybody gets anything',
        '             says so  exit/a',
        '             as well  exit/b',
        '',
        '1 of 1 faults are noticed',
      ],
    );
  });

  it('says which faults nobody notices, and which scenarios nobody has seen fail', () => {
    const text = killMatrix({
      schema: 'cmbac/proof@1',
      faults: [noticed, overlooked],
      unsound: ['entry/e'],
      neverRed: ['entry/d'],
    });
    expect(text).to.include('✕ lbl.mark     0 red').and.to.include('MISSED   label/c');
    expect(text.split('\n').slice(-5)).to.deep.equal([
      '1 of 2 faults are noticed',
      '  not noticed: lbl.mark',
      '  not passed without a fault either: entry/e',
      'not every scenario that expects a refusal was seen red',
      '  never red: entry/d',
    ]);
    expect(killMatrix({ schema: 'cmbac/proof@1', faults: [noticed], unsound: [], neverRed: [] })).to.include(
      'every scenario',
    );
  });
});
