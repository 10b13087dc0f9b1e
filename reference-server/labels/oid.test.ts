import { expect } from 'chai';
import { isOid } from './oid.ts';

describe('isOid', () => {
  it('knows object identifiers in dots, whatever the length of an arc', () => {
    const oids = ['0.0', '1.39.0', '2.0', '2.40', '1.3.6.1.4.1.32473.258.1', `2.25.${2n ** 128n - 1n}`];
    expect(oids.filter((text) => !isOid(text))).to.deep.equal([]);
    expect([isOid(`1.2${'.1'.repeat(254)}.`.slice(0, -1)), isOid(`1.20${'.1'.repeat(254)}`)]).to.deep.equal([
      true,
      true,
    ]);
    const others = [
      `1.2${'.1'.repeat(253)}.10.1`,
      '',
      '1',
      '1.',
      '3.1',
      '1.40',
      '1.02',
      '1.2.03',
      '1.2..3',
      ' 1.2',
      '1.2.-3',
      `1.2${'.1'.repeat(300)}`,
    ];
    expect(others.filter(isOid)).to.deep.equal([]);
  });
});
