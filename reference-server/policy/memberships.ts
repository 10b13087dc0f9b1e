import type { Clearance } from './label.ts';
import type { Policy } from './policy.ts';
import { has } from './rules.ts';

/**
 * The clearance with the groups added that its values are members of: who is cleared for a nation is then cleared for
 * what is releasable to an alliance of it.
 *
 * An administrator's tool. No decision does this by itself, and groups of groups are not followed: only what the
 * clearance itself lists counts.
 */
export function expandMemberships(policy: Policy, clearance: Clearance): Clearance {
  if (clearance.policy !== policy.oid) return clearance;
  const groups = policy.memberships.filter(({ members }) => has(clearance.categories, members));
  if (groups.length === 0) return clearance;
  return {
    ...clearance,
    categories: new Set([...clearance.categories, ...groups.map(({ group }) => group)]),
  };
}
