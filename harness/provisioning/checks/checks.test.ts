import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { readFixtures } from '../../fixtures/index.ts';
import { Coverage } from '../coverage.ts';
import type { DeploymentPlan } from '../deployments.ts';
import type { Settings } from '../part-needs.ts';
import { Spelling } from '../spelling.ts';
import { Bench, checksOf } from './index.ts';

const fixtures = readFixtures(fileURLToPath(new URL('../../../fixtures', import.meta.url)));
const coverage = new Coverage(fixtures, new Spelling(fixtures, 'x501'));
const policies = { Pol: ['harness-a', 'harness-b'] };

describe('Coverage', () => {
  it('says what people have written down, in whichever order the words come', () => {
    const holding = coverage.of(['S', 'R', 'U']);
    expect([...(holding?.gets ?? [])]).to.deep.equal(['A-U', 'A-R', 'A-S']);
    expect(holding?.lacks.has('A-C')).to.equal(true);
  });

  it('says nothing of a policy in which nothing is held, nor of a clearance that nobody wrote down', () => {
    const holding = coverage.of(['U']);
    expect([holding?.gets.has('B-U'), holding?.lacks.has('B-U')]).to.deep.equal([false, false]);
    expect(coverage.of(['C'])).to.equal(undefined);
  });
});

describe('checksOf', () => {
  it('has an account send itself what it gets and what it does not, and log in', () => {
    expect(looksIn(policies, { 'u-r': { U: ['U', 'R'] } })).to.deep.include({
      ' u-r': { login: { actor: 'holder', expect: 'accepted', password: 'right' } },
      'U u-r':
        'A-U+ A-R+ A unmarked- A-C- A-S- A-TS- A-R REL1- A-S REL2- A-S REL3- A-R ALPHA- A-S ALPHA- A-S BRAVO-',
    });
  });

  it('asks only for what the server and the domain let pass', () => {
    const looks = looksIn(
      { ...policies, 'Srv.clr': ['U', 'R', 'C'] },
      { 'u-s': { U: ['U', 'R', 'C', 'S'] } },
    );
    expect(looks['U u-s']).to.equal('A-U+ A-R+ A-C+');
    expect(looks['Srv.clr a.test']).to.equal('A-U+ A-R+ A-C+ A-S-');
  });

  it('wants an account to be kept out that an access label is not for, and looks no further', () => {
    const looks = looksIn({ ...policies, 'Srv.lbl': 'A-S' }, { 'u-r': { U: ['U', 'R'] } });
    expect(looks[' u-r']).to.have.nested.property('login.expect', 'refused');
    expect(looks['U u-r']).to.match(/keeps it out/);
  });

  it('says so where nobody has written down what a clearance covers, and where a policy is another', () => {
    expect(looksIn(policies, { 'u-c': { U: ['C'] } })['U u-c']).to.match(/nobody has written down/);
    const variant = { Pol: ['harness-a/spif-phrase', 'harness-b'] };
    expect(looksIn(variant, { 'u-r': { U: ['U', 'R'] } })['U u-r']).to.match(/nobody has written down/);
  });
});

/** What is looked at, by verb and name: a matrix as text, another first step as it is, or why nothing is. */
function looksIn(
  server: Readonly<Record<string, unknown>>,
  accounts: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): Record<string, unknown> {
  const all = Object.entries(accounts).map(([name, own]) => ({
    ...{ name, of: name, settings: settings(own), deployment: 1 },
  }));
  const names = new Set(Object.keys(accounts));
  const plan: DeploymentPlan = {
    deployments: [{ number: 1, server: settings(server), parts: [], accounts: names, rooms: new Set() }],
    accounts: all,
    rooms: [],
    unsupported: [],
  };
  const bench = new Bench(plan, 1, { fixtures, coverage, features: new Set() });
  return Object.fromEntries(
    checksOf(bench).map(({ verb, name, look }): [string, unknown] => {
      if (typeof look === 'string') return [`${verb} ${name}`, look];
      const [step] = look.scenario.steps;
      if (step === undefined || !('matrix' in step)) return [`${verb} ${name}`, step];
      const rows = Object.entries(step.matrix.rows).map(([row, [cell = '']]) => `${row}${cell}`);
      return [
        `${verb} ${name}`,
        rows.sort((a, b) => Number(a.endsWith('-')) - Number(b.endsWith('-'))).join(' '),
      ];
    }),
  );
}

function settings(values: Readonly<Record<string, unknown>>): Settings {
  return new Map(
    Object.entries(values).map(([verb, words]) => [verb, { words, same: JSON.stringify(words) }]),
  );
}
