import { expect } from 'chai';
import { accountsByDomain } from './accounts-by-domain.ts';

describe('accountsByDomain', () => {
  it('puts each account to its domain, and the first domain first', () => {
    const accounts = { 'rita@a2.test': 'q', rita: 'p', 'sam@a3.test': 'r', 'una@a2.test': 's' };
    expect([...accountsByDomain({ domain: 'a.test', accounts })]).to.deep.equal([
      ['a.test', { rita: 'p' }],
      ['a2.test', { rita: 'q', una: 's' }],
      ['a3.test', { sam: 'r' }],
    ]);
  });

  it('has the first domain even where nobody has an account there', () => {
    expect([...accountsByDomain({ domain: 'a.test', accounts: {} })]).to.deep.equal([['a.test', {}]]);
  });
});
