import { expect } from 'chai';
import { failureKinds } from '../harness/record/index.ts';
import { kindSigns, tallyKinds } from './kind-signs.ts';
import { fullSampleRun } from './sample-kinds.ts';
import { signs } from './standing.ts';

describe('kindSigns', () => {
  it('has a sign of its own for each kind, and none that a standing has', () => {
    const all = [...Object.values(kindSigns), ...Object.values(signs).map(({ symbol }) => symbol)];
    expect(new Set(all)).to.have.property('size', all.length);
  });
});

describe('tallyKinds', () => {
  it('counts what is to be looked at apart from what is known, the worst first', () => {
    const counts = tallyKinds(fullSampleRun().scenarios);
    expect(counts.map(({ kind }) => kind)).to.deep.equal(failureKinds);
    expect(counts[0]).to.deep.equal({ kind: 'leak', found: 2, expected: 1 });
  });
});
