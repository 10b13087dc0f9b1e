import { expect } from 'chai';
import { cleared, fixture, policy } from './fixtures.contract.ts';
import type { Clearance } from './label.ts';
import { expandMemberships } from './memberships.ts';
import { policiesOf } from './policies.ts';
import { readSpif } from './read-spif.ts';
import { resolveClearance } from './resolve.ts';

const open = policy('open/spif.xml');

describe('memberships', () => {
  it('are read for permissive tags; what is in none of them is reported and belongs to nothing', () => {
    expect(
      open.memberships.map(({ tag, group, members }) => [
        tag.name,
        group.name,
        [...members].map(({ name }) => name),
      ]),
    ).to.deep.equal([
      ['Releasable To', 'UNION', ['ONE', 'TWO']],
      ['Releasable To', 'LEAGUE', ['UNION']],
    ]);
    const { findings } = readSpif(fixture('policies/open/spif.xml'));
    expect(
      findings.filter(({ code }) => code === 'unknown-membership').map(({ message }) => message),
    ).to.deep.equal([
      '<membership> `UNION` and its members are not values of one permissive tag; it is not used',
      '<membership> `` and its members are not values of one permissive tag; it is not used',
      '<membership> `LEAGUE` and its members are not values of one permissive tag; it is not used',
    ]);
  });

  it('are of values with that name and that number, written with or without a sign and zeros before it', () => {
    const membersOf = (members: string) =>
      readSpif(
        fixture('policies/open/spif.xml')
          .replace('lacv="AL">', 'lacv="A01">')
          .replace('enumType="permissive" lacv="AL"/>', 'enumType="permissive" lacv="A01"/>')
          .replace('</memberships>', `<membership name="AL" lacv="BE">${members}</membership></memberships>`),
      )
        .policy.memberships.slice(2)
        .map(({ tag, group, members: some }) => [tag.name, group.name, [...some].map(({ name }) => name)]);
    expect(membersOf('<member name="Aland" lacv="A01"/><member name="Belonia" lacv="A01"/>')).to.deep.equal([
      ['Country', 'AL', ['Aland']],
    ]);
    expect(membersOf('<member name="Belonia" lacv="A01"/>')).to.deep.equal([]);
    expect(membersOf('<member name="Aland" lacv="A1"/>')).to.deep.equal([]);
  });

  it('give back a clearance that they add nothing to, or that is of another policy', () => {
    const ofOpen = { policy: open.oid, classifications: new Set([]), categories: new Set([]) };
    const [one] = open.memberships[0]?.members ?? [];
    if (one === undefined) throw new Error('OPEN has no membership');
    const elsewhere: Clearance = { policy: '1.2.3', classifications: new Set(), categories: new Set([one]) };
    expect(expandMemberships(open, ofOpen)).to.equal(ofOpen);
    expect(expandMemberships(open, elsewhere)).to.equal(elsewhere);
  });

  it('change no clearance unless an administrator asks for it', () => {
    const said = {
      policy: { name: 'OPEN' },
      classifications: [],
      categories: held('Releasable To', 'ONE'),
      unread: [],
    };
    const names = (memberships?: 'ignore' | 'expand') =>
      namesOf(resolveClearance(policiesOf(open), said, memberships && { memberships }).clearance);
    expect(names()).to.deep.equal(['ONE']);
    expect(names('ignore')).to.deep.equal(['ONE']);
    expect(names('expand')).to.deep.equal(['ONE', 'UNION']);
  });

  it('are not followed from group to group, and say nothing about other tags or policies', () => {
    const { clearance } = resolveClearance(policiesOf(open), {
      policy: { name: 'OPEN' },
      classifications: [],
      categories: held('Only', 'ONE'),
      unread: [],
    });
    expect(namesOf(clearance && expandMemberships(open, clearance))).to.deep.equal(['ONE']);
    const foreign = cleared('S', 'REL1');
    expect(expandMemberships(open, foreign)).to.equal(foreign);
  });
});

function held(name: string, value: string) {
  return [{ tagSet: { name }, kind: 'unsaid', values: [value] }] as const;
}

function namesOf(clearance: Clearance | undefined): string[] {
  return [...(clearance?.categories ?? [])].map(({ name }) => name);
}
