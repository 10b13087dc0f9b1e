import { expect } from 'chai';
import type { Clearances } from '#policy';
import { noFaults } from '../../enforcement/index.ts';
import { clearanceSource } from './clearance-source.ts';
import { place, policies, provisioned, upTo } from './provision.fixture.ts';
import { readProvision } from './read-provision.ts';
import { shared } from './shared-clearances.ts';

const toOne = { 'Releasable To': ['ONE'] };
const secret = { policy: 'HARNESS-A', classifications: ['SECRET', 'UNCLASSIFIED'], categories: toOne };

describe('shared', () => {
  it('gives users, levels and places with equal clearances one object, however they were written', () => {
    const { users, server, locations } = provisioned({
      'U(sam)': upTo('U', 'S'),
      'U(tess)': upTo('S', 'U'),
      'Srv.clr': [upTo('U', 'S')],
      'Loc*': upTo('U', 'S'),
    });
    const ofSam = users.get('sam@a.test');
    expect(ofSam).to.have.length(1);
    expect([users.get('tess@a.test'), server, locations?.elsewhere].every((each) => each === ofSam)).to.equal(
      true,
    );
  });

  it('keeps apart what differs in a classification, a category, the policy or the number of clearances', () => {
    const { users } = provisioned({
      'U(u1)': upTo('U', 'S'),
      'U(u2)': upTo('S'),
      'U(u3)': secret,
      'U(u4)': [upTo('U', 'S'), upTo('S')],
      'U(u5)': { policy: 'HARNESS-B', classifications: ['OPEN'] },
      'U(u6)': [],
    });
    expect(new Set(users.values()).size).to.equal(6);
  });

  it('is made anew with every provisioning', () => {
    const verbs = { Pol: policies, 'U(sam)': upTo('S') };
    const [one, other] = [readProvision(verbs, place), readProvision(verbs, place)];
    expect(one.users.get('sam@a.test')).to.deep.equal(other.users.get('sam@a.test'));
    expect(one.users.get('sam@a.test')).not.to.equal(other.users.get('sam@a.test'));
  });

  it('takes the clearances that came first, and no copy', () => {
    const { policies: loaded } = provisioned();
    const first: Clearances = [];
    expect(shared(first, loaded)).to.equal(first);
    expect(shared([], loaded)).to.equal(first);
  });

  it('gives all users without clearances of their own one object too', () => {
    for (const verbs of [{}, { 'Pol.clr': upTo('U') }, { 'U*': upTo('R') }]) {
      const source = clearanceSource(provisioned(verbs), noFaults);
      expect(source.ofUser('sam@a.test')).to.equal(source.ofUser('rita@a.test'));
    }
  });
});
