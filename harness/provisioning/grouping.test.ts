import { expect } from 'chai';
import { allTold, grouped } from './grouping.ts';
import type { Settings } from './part-needs.ts';

describe('grouped', () => {
  it('puts together what contradicts itself in nothing, and nothing else', () => {
    const open = wanting('open', { 'Srv.clr': '' });
    const low = wanting('low', { 'Srv.clr': 'U' });
    const stamped = wanting('stamped', { 'Srv.clr': '', stamp: 'on' });
    const either = wanting('either', { stamp: 'on' });
    const groups = grouped([open, low, stamped, either], new Map());
    expect(groups.map(({ members }) => members.map(({ name }) => name))).to.deep.equal([
      ['open', 'stamped', 'either'],
      ['low'],
    ]);
  });

  it('never puts two values of one verb on one server, not even by way of a third', () => {
    const groups = grouped(
      [wanting('any', {}), wanting('low', { iq: 'open' }), wanting('high', { iq: 'allow-list' })],
      new Map(),
    );
    expect(groups).to.have.length(2);
  });

  it('has those with most members first, and the same groups whatever else is unusual', () => {
    const many = [1, 2, 3].map((number) => wanting(`r${number}`, { iq: 'open' }));
    const groups = grouped([wanting('s', { iq: 'closed' }), ...many], new Map());
    expect(groups.map(({ members }) => members.length)).to.deep.equal([3, 1]);
  });
});

describe('allTold', () => {
  it('is what the group wants, what is usual for the rest, and nothing of what is left out', () => {
    const usual = settings({ Pol: 'a', iq: 'open', stamp: 'on' });
    const told = allTold(settings({ iq: 'closed', stamp: '' }), usual);
    expect([...told].map(([verb, { same }]) => `${verb} ${same}`)).to.deep.equal(['Pol a', 'iq closed']);
  });
});

function wanting(name: string, server: Readonly<Record<string, string>>) {
  return { name, needs: { server: settings(server) } };
}

function settings(values: Readonly<Record<string, string>>): Settings {
  return new Map(Object.entries(values).map(([verb, same]) => [verb, { words: same, same }]));
}
