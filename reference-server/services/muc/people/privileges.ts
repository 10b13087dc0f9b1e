import { type Affiliation, isAtLeast, type Role } from '../affiliation.ts';

/** What somebody is to a room, and may do in it while there. */
export interface Standing {
  readonly affiliation: Affiliation;
  readonly role: Role;
}

/**
 * May somebody of this affiliation have an account that is `was` to the room become something else to it? Admins keep the lists
 * of members and of the banned; the lists above that are the owners'.
 *
 * Source: XEP-0045 §5.2.1, §5.2.2.
 */
export function mayChangeAffiliation(actor: Affiliation, was: Affiliation, becomes: Affiliation): boolean {
  if (actor === 'owner') return true;
  return actor === 'admin' && !isAtLeast(was, 'admin') && !isAtLeast(becomes, 'admin');
}

/**
 * May this moderator give an occupant another role (`none`: remove it)? Nobody acts on one of a higher affiliation, only admins
 * and owners make moderators or act on them, and an admin or owner in the room stays a moderator.
 *
 * Source: XEP-0045 §5.1.1, §8.2, §8.4, §9.7.
 */
export function mayChangeRole(actor: Standing, target: Standing, becomes: Role): boolean {
  if (actor.role !== 'moderator' || !isAtLeast(actor.affiliation, target.affiliation)) return false;
  const isLessened = becomes === 'participant' || becomes === 'visitor';
  if (isLessened && isAtLeast(target.affiliation, 'admin')) return false;
  const isOfModerators = target.role === 'moderator' || becomes === 'moderator';
  return !isOfModerators || isAtLeast(actor.affiliation, 'admin');
}
