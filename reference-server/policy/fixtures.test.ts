import { expect } from 'chai';
import {
  cleared,
  edge,
  edgeClearances,
  edgeClearanceText,
  label,
  policy,
  read,
  readLabel,
  readNato,
  readX501,
  vector,
  verdict,
  whole,
  worded,
} from './fixtures.contract.ts';

describe('the fixtures of this layer', () => {
  it('name what is not there, so that no test passes for want of its input', () => {
    expect(() => label('A-X')).to.throw('fixtures/labels.yaml has no `A-X`');
    expect(() => read('A-X')).to.throw('fixtures/labels.yaml has no `A-X`');
    expect(() => vector('l-x')).to.throw('fixtures/policies/edge/acdf.yaml has no `l-x`');
    expect(() => edgeClearances('c-x')).to.throw('fixtures/policies/edge/acdf.yaml has no `c-x`');
    expect(() => cleared('X')).to.throw('no policy has the words X');
    expect(() => worded(policy('rules/spif.xml'), { classification: 'X' })).to.throw(
      'unknown-classification',
    );
    expect(() => whole({ clearance: undefined, findings: [] })).to.throw('[]');
    expect(() => label('edge no class', edge)).to.throw('no-classification');
    expect(verdict([{ kind: 'no-label' }], [])).to.equal('no-label');
  });

  it('do not take a fault of the engine for a label that cannot be read', () => {
    const broken = {
      ...edge,
      get byOid(): never {
        throw new RangeError('out of memory');
      },
    };
    expect(() => readLabel(vector('l-class2'), broken)).to.throw(RangeError);
    expect(() => readNato('ok-with-uri', broken)).to.throw(RangeError);
    expect(() => readX501(edgeClearanceText('c-012'), broken)).to.throw(RangeError);
  });
});
