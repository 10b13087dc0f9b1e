import { expect } from 'chai';
import fc from 'fast-check';
import { effectiveClearances, effectiveLabel } from './effective.ts';
import { cleared, label, policy } from './fixtures.contract.ts';
import { check } from './property.contract.ts';

const withDefaults = policy('harness-a/spif-default-clearance-u.xml');
const without = policy('harness-a/spif-no-default.xml');
const [explicit, peer, domain] = [label('A-S'), label('A-C'), label('A-R')];
const [own, anyUser] = [[cleared('U')], [cleared('U', 'R')]];

describe('effectiveLabel', () => {
  it('is the explicit label, else that of the peer, of the domain, of the policy, else nil', () => {
    expect(effectiveLabel(withDefaults, { explicit, peer, domain })).to.deep.equal({
      from: 'explicit',
      label: explicit,
    });
    expect(effectiveLabel(withDefaults, { peer, domain })).to.deep.equal({ from: 'peer', label: peer });
    expect(effectiveLabel(withDefaults, { domain })).to.deep.equal({ from: 'domain', label: domain });
    expect(effectiveLabel(withDefaults, {})).to.deep.equal({
      from: 'policy',
      label: withDefaults.defaults.label,
    });
    expect(effectiveLabel(without, {})).to.deep.equal({ from: 'nil' });
  });
});

describe('effectiveClearances', () => {
  it("is one's own, else that of any user, of the policy, else nil", () => {
    expect(effectiveClearances(withDefaults, { own, anyUser })).to.deep.equal({
      from: 'own',
      clearances: own,
    });
    expect(effectiveClearances(withDefaults, { anyUser })).to.deep.equal({
      from: 'any-user',
      clearances: anyUser,
    });
    expect(effectiveClearances(withDefaults, {})).to.deep.equal({
      from: 'policy',
      clearances: [withDefaults.defaults.clearance],
    });
    expect(effectiveClearances(without, {})).to.deep.equal({ from: 'nil', clearances: [] });
  });

  it('takes an empty clearance as set: it is not replaced by a default', () => {
    expect(effectiveClearances(withDefaults, { own: [], anyUser })).to.deep.equal({
      from: 'own',
      clearances: [],
    });
  });

  it('never joins two of them', () => {
    const set = fc.option(fc.constantFrom(own, anyUser, []), { nil: undefined });
    check(
      fc.property(set, set, (mine, everyone) => {
        const { clearances } = effectiveClearances(withDefaults, { own: mine, anyUser: everyone });
        return (
          clearances === mine || clearances === everyone || clearances[0] === withDefaults.defaults.clearance
        );
      }),
    );
  });
});
