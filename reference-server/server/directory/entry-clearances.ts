import { clearanceCodecs } from '#labels';
import {
  type Clearance,
  type Clearances,
  explain,
  type Policies,
  type Reason,
  resolveClearance,
} from '#policy';
import { shared } from '../provision/shared-clearances.ts';
import type { DirectoryEntry, EntryClearance } from './directory-entries.ts';

/** What an entry clears its user for, and what is wrong with it. */
export interface EntryMeaning {
  /** Empty: for nothing. `undefined`: the directory says nothing about it. */
  readonly clearances: Clearances | undefined;
  /** It could not be read, or contradicts itself: the user is cleared for nothing until somebody mends it. */
  readonly isUnreadable: boolean;
  /** For the log, a clause each. */
  readonly problems: readonly string[];
}

/**
 * The meaning of an entry under the policies. One clearance that cannot be read, is of a policy that is not loaded, or
 * says otherwise than another one of its policy, and the entry grants nothing at all: nobody knows which part is wrong.
 * A value that the policy does not know grants nothing by itself, and the rest stands.
 */
export function meaningOf(entry: DirectoryEntry, policies: Policies): EntryMeaning {
  if (entry.isAmbiguous) return unreadable('several entries are of this user');
  if (entry.clearances.length === 0) return { clearances: undefined, isUnreadable: false, problems: [] };
  const granted = new Map<string, Clearance>();
  const problems: string[] = [];
  for (const written of entry.clearances) {
    const resolved = resolve(written, policies);
    if (typeof resolved === 'string') return unreadable(resolved);
    const { clearance, findings } = resolved;
    const other = granted.get(clearance.policy);
    if (other !== undefined && !sameClearance(other, clearance))
      return unreadable(`two clearances of policy \`${clearance.policy}\` that say different things`);
    granted.set(clearance.policy, clearance);
    problems.push(...findings.map((finding) => explain(finding)));
  }
  return { clearances: shared([...granted.values()], policies), isUnreadable: false, problems };
}

function unreadable(problem: string): EntryMeaning {
  return { clearances: [], isUnreadable: true, problems: [problem] };
}

function resolve(
  { syntax, text }: EntryClearance,
  policies: Policies,
): { clearance: Clearance; findings: readonly Reason[] } | string {
  try {
    const { clearance, findings } = resolveClearance(policies, clearanceCodecs[syntax].read(text));
    return clearance === undefined
      ? findings.map((finding) => explain(finding)).join('; ')
      : { clearance, findings };
  } catch (error) {
    // In doubt, deny: whatever goes wrong inside, the entry grants nothing
    return error instanceof Error ? error.message : String(error);
  }
}

function sameClearance(one: Clearance, other: Clearance): boolean {
  return (
    sameMembers(one.classifications, other.classifications) && sameMembers(one.categories, other.categories)
  );
}

function sameMembers<T>(one: ReadonlySet<T>, other: ReadonlySet<T>): boolean {
  return one.size === other.size && [...one].every((member) => other.has(member));
}
