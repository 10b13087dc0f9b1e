import { expect } from 'chai';
import type { Affiliation, Role } from '../affiliation.ts';
import { mayChangeAffiliation, mayChangeRole } from './privileges.ts';

const affiliations: readonly Affiliation[] = ['owner', 'admin', 'member', 'none', 'outcast'];

describe('mayChangeAffiliation', () => {
  /** What such an actor may make of somebody who is `was`. */
  const of = (actor: Affiliation, was: Affiliation): Affiliation[] =>
    affiliations.filter((becomes) => mayChangeAffiliation(actor, was, becomes));

  it('gives an owner all lists', () => {
    for (const was of affiliations) expect(of('owner', was)).to.deep.equal(affiliations);
  });

  it('gives an admin the lists of members and of the banned', () => {
    const low = ['member', 'none', 'outcast'];
    expect(affiliations.map((was) => of('admin', was))).to.deep.equal([[], [], low, low, low]);
  });

  it('gives nobody else any', () => {
    for (const actor of ['member', 'none', 'outcast'] as const)
      for (const was of affiliations) expect(of(actor, was)).to.deep.equal([]);
  });
});

describe('mayChangeRole', () => {
  const roles: readonly Role[] = ['moderator', 'participant', 'visitor', 'none'];
  /** What a moderator of this affiliation may make of such a one. */
  const of = (actor: Affiliation, affiliation: Affiliation, role: Role): Role[] =>
    roles.filter((becomes) =>
      mayChangeRole({ affiliation: actor, role: 'moderator' }, { affiliation, role }, becomes),
    );

  it('lets a moderator give and take voice, and remove', () => {
    expect(of('none', 'none', 'visitor')).to.deep.equal(['participant', 'visitor', 'none']);
    expect(of('member', 'none', 'participant')).to.deep.equal(['participant', 'visitor', 'none']);
  });

  it('lets nobody act on one of a higher affiliation', () => {
    expect([of('none', 'member', 'participant'), of('admin', 'owner', 'moderator')]).to.deep.equal([[], []]);
  });

  it('lets admins and owners alone make moderators and act on them', () => {
    expect(of('admin', 'none', 'participant')).to.deep.equal(roles);
    expect(of('admin', 'member', 'moderator')).to.deep.equal(roles);
    expect(of('member', 'none', 'moderator')).to.deep.equal([]);
  });

  it('lets nobody take the role of an admin or owner but to remove them', () => {
    expect(of('owner', 'admin', 'moderator')).to.deep.equal(['moderator', 'none']);
    expect(of('owner', 'owner', 'moderator')).to.deep.equal(['moderator', 'none']);
  });

  it('lets nobody do it who is not a moderator', () => {
    const participant = { affiliation: 'owner', role: 'participant' } as const;
    for (const becomes of roles)
      expect(mayChangeRole(participant, { affiliation: 'none', role: 'visitor' }, becomes)).to.equal(false);
  });
});
