import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { readFixtures } from '../fixtures/index.ts';
import { loadScenarios, partsOf, type Scenario, scenarioFormat } from '../scenario/index.ts';
import { targets } from '../targets/index.ts';
import type { TargetDriver } from '../targets/target.ts';
import { planFor } from './plan-for.ts';
import { playedOn } from './played.ts';
import { sheetFor } from './sheet-for.ts';

const fixtures = readFixtures(fileURLToPath(new URL('../../fixtures', import.meta.url)));
const probe = { from: 'sam', to: 'rita', label: 'A-S', expect: 'refused' };

describe('deployments of a server that people provision', () => {
  it('need one more account, and no other deployment, where a twin clears a user otherwise', () => {
    const one = scenario('one', {
      provision: {},
      twin: { title: 'T', provision: { 'U(u-r)': ['S', 'R', 'U'] } },
    });
    const other = scenario('other', { provision: { 'U(u-r)': ['U', 'R', 'S'] } });
    const { deployments, accounts } = planFor(asked([one, other]));
    expect(deployments.map(({ parts }) => parts.map(({ users }) => users))).to.deep.equal([
      [{}, { 'u-r': 'u-r-2' }, { 'u-r': 'u-r-2' }],
    ]);
    expect(accounts.map(({ name, of }) => `${name} for ${of}`)).to.deep.equal([
      'u-r for u-r',
      'u-r-2 for u-r',
      'u-s for u-s',
    ]);
  });

  it('are as many as there are values of what is said of the server', () => {
    const { deployments } = planFor(
      asked([
        scenario('open', {}),
        scenario('low', { provision: { 'Srv.clr': ['U'] } }),
        scenario('also-low', { provision: { 'Srv.clr': ['U'] } }),
        scenario('usual', { provision: { 'Srv.clr': 'none' } }),
      ]),
    );
    expect(deployments.map(({ parts }) => parts.map((part) => part.scenario.id))).to.deep.equal([
      ['open', 'usual'],
      ['low', 'also-low'],
    ]);
  });

  it('make other runs where the server is told something else', () => {
    const one = scenario('one', {});
    const digest = (provision: object): string => {
      const told = {
        ...fixtures,
        base: { ...fixtures.base, provision: { ...fixtures.base.provision, ...provision } },
      };
      return playedOn(planFor({ ...asked([one]), fixtures: told }), 1).record.digest;
    };
    const all = [digest({}), digest({ 'U(u-r)': ['U'] }), digest({ 'Srv.clr': ['U'] })];
    expect([new Set(all).size, digest({}) === all[0]]).to.deep.equal([3, true]);
  });

  it('share one where what is said is about a domain that the others have nothing to do with', () => {
    const { deployments } = planFor(
      asked([scenario('here', {}), scenario('there', { provision: { 'Dom(a2.test).clr': ['U'] } })]),
    );
    expect(deployments).to.have.length(1);
  });

  it('give a room of its own to what is said of a room', () => {
    const room = { name: 'ops', owner: 'sam' };
    const { deployments, rooms } = planFor(
      asked([
        scenario('closed', { provision: { 'Rm(ops).clr': ['U'] }, steps: [{ room }] }),
        scenario('free', { steps: [{ room }] }),
      ]),
    );
    expect(deployments.map(({ parts }) => parts.map((part) => part.rooms))).to.deep.equal([
      [{ ops: 'cmbac-ops-2' }, {}],
    ]);
    expect(rooms.map(({ name }) => name)).to.deep.equal(['cmbac-ops-2']);
  });

  it('leave out what changes while it is played, and clearances in a syntax that the sheet has not', () => {
    const live = scenario('live', { steps: [{ provision: { 'U(u-r)': ['U'] } }, { probe }] });
    const vector = { vector: 'A up to S', as: 'stanag4774' };
    const encoded = scenario('encoded', { provision: { 'U(u-r)': [vector] } });
    const { deployments, unsupported } = planFor(asked([live, encoded]));
    expect(deployments).to.deep.equal([]);
    expect(unsupported.map(({ scenario: { id }, part }) => [id, ...part.missing])).to.deep.equal([
      ['live', 'feature live-provisioning'],
      ['encoded', 'clearances written as stanag4774'],
    ]);
  });

  it('have the same accounts whichever scenarios are chosen', () => {
    const all = [
      scenario('one', { provision: { 'U(u-r)': ['U', 'S'] } }),
      scenario('two', { provision: { 'U(u-r)': ['U', 'C'] } }),
    ];
    const { accounts } = planFor({ ...asked(all), scenarios: all.slice(1) });
    expect(accounts.map(({ name }) => name)).to.deep.equal(['u-r-3', 'u-s']);
  });

  describe('for the whole suite', () => {
    const suite = loadScenarios(
      fileURLToPath(new URL('../../scenarios', import.meta.url)),
      fixtures.vocabulary(),
    );

    it('is one for a server that can be told of nothing but its users', () => {
      expect(planFor(asked(suite, ['U'])).deployments).to.have.length(1);
      expect(planFor(asked(suite, [])).deployments).to.have.length(1);
    });

    it('plays more than half of all parts on the first, and each of them once', () => {
      const { deployments, unsupported } = planFor(asked(suite));
      const parts = deployments.flatMap((one) =>
        one.parts.map(({ scenario: { id }, part }) => `${id} ${part.name}`),
      );
      expect(new Set(parts).size).to.equal(parts.length);
      expect(parts.length + unsupported.length).to.equal(suite.flatMap((one) => partsOf(one)).length);
      expect((deployments[0]?.parts.length ?? 0) / parts.length).to.be.greaterThan(0.5);
    });

    it('is the same each time', () => {
      const text = (): string => JSON.stringify(sheetFor(planFor(asked(suite)), driver(verbs), fixtures));
      expect(text()).to.equal(text());
    });
  });
});

const verbs = [
  'U',
  'U*',
  'Pol',
  'Pol.label',
  'Pol.clr',
  'Srv.clr',
  'Srv.lbl',
  'Dom.clr',
  'Dom.lbl',
  'Rm.clr',
  'Cat',
];

function asked(all: readonly Scenario[], can: readonly string[] = verbs) {
  return { scenarios: all, all, driver: driver(can), fixtures };
}

function driver(can: readonly string[]): TargetDriver {
  const reference = targets.get('reference');
  if (reference === undefined) throw new Error('no reference server');
  const features = [...reference.features].filter((name) => !['peers', 'components'].includes(name));
  return {
    ...reference,
    verbs: new Set(can),
    features: new Set(features),
    worksheet: { clearances: 'x501' },
  };
}

function scenario(id: string, input: object): Scenario {
  const parsed = scenarioFormat.parse({
    title: 'A scenario of this test',
    requirements: ['TEST-1'],
    actors: { sam: 'u-s', rita: 'u-r' },
    steps: [{ probe }],
    ...input,
  });
  return { ...parsed, id, file: `${id}.yaml`, hash: id };
}
