import { expect } from 'chai';
import { type FaultName, readFaults } from '../../enforcement/faults/faults.ts';
import { isUnavailable } from '../../enforcement/index.ts';
import { clearanceSource } from './clearance-source.ts';
import { provisioned, upTo } from './provision.fixture.ts';

describe('clearanceSource of users of the same name', () => {
  const of = (user: string, ...faults: readonly FaultName[]): readonly string[] => {
    const verbs = { 'U(sam)': upTo('U'), 'U(sam@a2.test)': upTo('S'), 'U(samantha)': upTo('R') };
    const held = clearanceSource(provisioned(verbs), readFaults(faults)).ofUser(user);
    if (isUnavailable(held)) throw new Error(held.unavailable);
    return held.flatMap(({ classifications }) => [...classifications].map(({ name }) => name));
  };

  it('knows them apart by their domains', () => {
    expect([of('sam@a.test'), of('sam@a2.test')]).to.deep.equal([['UNCLASSIFIED'], ['SECRET']]);
  });

  it('clr.namesake gives all of them that of the first', () => {
    expect([of('sam@a.test', 'clr.namesake'), of('sam@a2.test', 'clr.namesake')]).to.deep.equal([
      ['UNCLASSIFIED'],
      ['UNCLASSIFIED'],
    ]);
    expect(of('rita@a.test', 'clr.namesake')).to.deep.equal([]);
  });
});
