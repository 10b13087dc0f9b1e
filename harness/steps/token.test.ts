import { expect } from 'chai';
import fc from 'fast-check';
import { tokenOf } from './token.ts';

const source = { seed: 's', scenario: 'exit/by-clearance', part: 'scenario' };

describe('tokenOf', () => {
  it('is the same for the same seed, in base32 of 100 and 130 bits', () => {
    const token = tokenOf(source, 0, 1);
    expect(token).to.deep.equal(tokenOf(source, 0, 1));
    expect(token.id).to.match(/^[a-z2-7]{20}$/);
    expect(token.nonce).to.match(/^[a-z2-7]{26}$/);
  });

  it('is another for any other seed, scenario, part, step or number', () => {
    const tokens = [
      tokenOf(source, 0, 1),
      tokenOf({ ...source, seed: 't' }, 0, 1),
      tokenOf({ ...source, scenario: 'exit/by' }, 0, 1),
      tokenOf({ ...source, part: 'twin' }, 0, 1),
      tokenOf(source, 1, 1),
      tokenOf(source, 0, 11),
    ];
    expect(new Set(tokens.flatMap(({ id, nonce }) => [id, nonce])).size).to.equal(12);
  });

  it('does not run seed and scenario together', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string(), (a, b, c) => {
        const joined = tokenOf({ seed: a + b, scenario: c, part: 'twin' }, 0, 0);
        return joined.id !== tokenOf({ seed: a, scenario: b + c, part: 'twin' }, 0, 0).id;
      }),
    );
  });
});
