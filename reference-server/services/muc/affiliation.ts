/** What an account is to a room for as long as the room lasts. XEP-0045 §5.2. */
export type Affiliation = 'owner' | 'admin' | 'member' | 'none' | 'outcast';

/** What an occupant may do in a room while in it. XEP-0045 §5.1. */
export type Role = 'moderator' | 'participant' | 'visitor' | 'none';

const affiliationRanks: Readonly<Record<Affiliation, number>> = {
  owner: 4,
  admin: 3,
  member: 2,
  none: 1,
  outcast: 0,
};

const roleRanks: Readonly<Record<Role, number>> = { moderator: 3, participant: 2, visitor: 1, none: 0 };

/** Is it this affiliation, or one above it? */
export function isAtLeast(affiliation: Affiliation, least: Affiliation): boolean {
  return affiliationRanks[affiliation] >= affiliationRanks[least];
}

/** Is it this role, or one above it? */
export function hasRole(role: Role, least: Role): boolean {
  return roleRanks[role] >= roleRanks[least];
}

export function isAffiliation(text: string | undefined): text is Affiliation {
  return text !== undefined && Object.hasOwn(affiliationRanks, text);
}

export function isRole(text: string | undefined): text is Role {
  return text !== undefined && Object.hasOwn(roleRanks, text);
}

/** The role that an occupant has on entering. XEP-0045 §5.1.2. */
export function roleOnEntering(affiliation: Affiliation, isModerated: boolean): Role {
  if (isAtLeast(affiliation, 'admin')) return 'moderator';
  return isModerated && affiliation === 'none' ? 'visitor' : 'participant';
}
