import { expect } from 'chai';
import type { Clearances } from '../../policy/index.ts';
import { Decided } from '../decided.ts';
import { clearedFor, labelNamed, type RulesWish, rules } from '../rules.fixture.ts';
import { refusalOfDomain } from './occupant-domain.ts';

const secret = { label: labelNamed('A-S'), equivalents: [] };
const domains: Record<string, Clearances> = { 'a.test': clearedFor('U', 'S'), 'a2.test': clearedFor('U') };

function carries(account: string, wish: RulesWish = {}, decided?: Decided): string {
  const refusal = refusalOfDomain(secret, account, rules({ domains, ...wish }), decided);
  return refusal === undefined ? 'carried' : `${refusal.kind} at ${refusal.check}`;
}

describe('refusalOfDomain', () => {
  it('asks the domain of the account, where it is limited', () => {
    const all = ['sam@a.test', 'sam@a2.test', 'sam@a3.test'].map((account) => carries(account));
    expect(all).to.deep.equal(['carried', 'denied at domain', 'carried']);
  });

  it('asks once for each clearance', () => {
    const decided = new Decided();
    decided.of(domains['a2.test'] ?? [], () => ({ grant: true }));
    expect(carries('rita@a2.test', {}, decided)).to.equal('carried');
  });

  it('is skipped by the faults of the domain', () => {
    for (const fault of ['int.domain', 'int.target-domain'] as const)
      expect(carries('sam@a2.test', { faults: [fault] })).to.equal('carried');
  });
});
