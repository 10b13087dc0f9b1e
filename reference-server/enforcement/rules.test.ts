import { expect } from 'chai';
import { harness, label, policy } from '../policy/fixtures.contract.ts';
import { policiesOf } from '../policy/index.ts';
import { rules } from './rules.fixture.ts';
import { policyOf } from './rules.ts';

describe('policyOf', () => {
  it('is the policy that a label is of', () => {
    expect([label('A-S'), label('B-S')].map((each) => policyOf(each, rules()).name)).to.deep.equal(
      harness.all.map(({ name }) => name),
    );
  });

  it('throws for a label of a policy that is not loaded: there should be none', () => {
    const onlyB = rules({ policies: policiesOf(policy('harness-b/spif.xml')) });
    expect(() => policyOf(label('A-S'), onlyB)).to.throw(
      'a label of policy 1.3.6.1.4.1.32473.258.1, which is not loaded',
    );
  });
});
