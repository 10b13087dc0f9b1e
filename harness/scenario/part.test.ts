import { expect } from 'chai';
import { partsOf } from './part.ts';
import { scenario } from './scenario.ts';

const base = {
  title: 'A scenario for a test',
  requirements: ['X-1'],
  actors: { tess: 'u-ts', rita: 'u-r' },
  provision: { stamp: 'off', mark: 'rewrite' },
  steps: [
    { connect: 'rita' },
    { probe: { from: 'tess', to: 'rita', expect: 'refused' } },
    { probe: { from: 'tess', to: 'rita', expect: 'delivered' } },
  ],
};

describe('partsOf', () => {
  const twinOf = (twin: object): object | undefined => partsOf(scenario.parse({ ...base, twin }))[1];
  const probe = (expect: string, more = {}): object => ({
    probe: {
      from: 'tess',
      to: 'rita',
      type: 'chat',
      label: 'none',
      syntax: 'ess',
      body: true,
      fence: 'A-U',
      expect,
      ...more,
    },
  });

  it('is the scenario alone where there is no twin', () => {
    expect(partsOf(scenario.parse(base))).to.deep.equal([
      {
        name: 'scenario',
        title: 'A scenario for a test',
        provision: base.provision,
        steps: [{ connect: 'rita' }, probe('refused'), probe('delivered')],
      },
    ]);
  });

  it("expects the opposite in the twin, on top of the scenario's provisioning", () => {
    expect(twinOf({ title: 'Twin', provision: { stamp: 'on' } })).to.deep.equal({
      name: 'twin',
      title: 'Twin',
      provision: { stamp: 'on', mark: 'rewrite' },
      steps: [{ connect: 'rita' }, probe('delivered'), probe('refused')],
    });
  });

  it('expects what the twin says, and shows what it says', () => {
    const shows = { label: 'A-U' };
    expect(twinOf({ title: 'Twin', expect: 'delivered', shows })).to.have.deep.property('steps', [
      { connect: 'rita' },
      probe('delivered', { shows }),
      probe('delivered', { shows }),
    ]);
  });

  it('leaves open in the twin what the scenario leaves open', () => {
    const steps = [{ probe: { from: 'tess', to: 'rita', expect: 'either' } }];
    const parts = partsOf(scenario.parse({ ...base, steps, twin: { title: 'Twin' } }));
    expect(parts.map((part) => part.steps)).to.deep.equal([[probe('either')], [probe('either')]]);
  });

  it('turns logins and sessions round in the twin, but for a wrong password', () => {
    const steps = [
      { login: { actor: 'rita', expect: 'refused' } },
      { login: { actor: 'tess', expect: 'accepted' } },
      { login: { actor: 'rita', password: 'wrong', expect: 'refused' } },
      { session: { actor: 'rita', expect: 'ended', with: ['reset'] } },
      { session: { actor: 'tess', expect: 'lives', with: ['reset'] } },
    ];
    const [, twin] = partsOf(scenario.parse({ ...base, steps, twin: { title: 'Twin' } }));
    expect(twin?.steps).to.deep.equal([
      { login: { actor: 'rita', password: 'right', expect: 'accepted' } },
      { login: { actor: 'tess', password: 'right', expect: 'refused' } },
      { login: { actor: 'rita', password: 'wrong', expect: 'refused' } },
      { session: { actor: 'rita', expect: 'lives', with: ['reset'] } },
      { session: { actor: 'tess', expect: 'ended', with: ['reset'] } },
    ]);
  });

  it("takes the twin's own steps as they are", () => {
    expect(twinOf({ title: 'Twin', steps: [{ disconnect: 'rita' }] })).to.have.deep.property('steps', [
      { disconnect: 'rita' },
    ]);
  });
});
