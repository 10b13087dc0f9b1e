import type { Oid, WrittenPolicy } from '#labels';
import { nameKey } from './names.ts';
import type { Policy } from './policy.ts';
import type { Reason } from './reason.ts';
import { SpifError } from './spif/errors.ts';

/** The policies that are loaded. The governing one is the one that this server decides in. */
export interface Policies {
  readonly governing: Policy;
  readonly all: readonly Policy[];
  readonly byOid: ReadonlyMap<Oid, Policy>;
}

/**
 * A set of loaded policies; the first one governs.
 *
 * @throws SpifError `spif-duplicate` when labels could not tell two of them apart.
 */
export function policiesOf(governing: Policy, ...others: readonly Policy[]): Policies {
  const all = [governing, ...others];
  const names = new Set<string>();
  const byOid = new Map<Oid, Policy>();
  for (const policy of all) {
    const name = nameKey(policy.name, policy.ignoreCase);
    if (byOid.has(policy.oid))
      throw new SpifError('spif-duplicate', `two policies with the id \`${policy.oid}\`; load one`);
    if (names.has(name))
      throw new SpifError('spif-duplicate', `two policies with the name \`${name}\`; load one`);
    names.add(name);
    byOid.set(policy.oid, policy);
  }
  return { governing, all, byOid };
}

/** The policy that a label or clearance means, or why there is none. */
export type FoundPolicy =
  | { readonly found: true; readonly policy: Policy }
  | { readonly found: false; readonly reason: Reason };

/**
 * Finds a policy as a syntax names it.
 *
 * An OID decides; a name beside it must be of the same policy. An unknown OID is never looked up by its name, and an
 * unknown policy is never taken as none.
 *
 * Source: RFC 2634 §3.2; ADatP-4774.1 Table 10.
 */
export function findPolicy(policies: Policies, written: WrittenPolicy): FoundPolicy {
  const named = written.name === undefined ? undefined : policyNamed(policies, written.name);
  if (written.oid === undefined) return answer(named, written.name ?? '');
  const policy = policies.byOid.get(written.oid);
  // Also an OID that is unknown beside a name that is not: they are two policies, whichever the other one is
  if (written.name === undefined || named === policy) return answer(policy, written.oid);
  return { found: false, reason: { kind: 'policy-mismatch', oid: written.oid, name: written.name } };
}

function answer(policy: Policy | undefined, written: string): FoundPolicy {
  return policy === undefined
    ? { found: false, reason: { kind: 'unknown-policy', policy: written } }
    : { found: true, policy };
}

/** By its exact name, blanks collapsed; else by its name in other letters, where one policy alone allows that. */
function policyNamed(policies: Policies, name: string): Policy | undefined {
  const exact = policies.all.find((policy) => nameKey(policy.name, false) === nameKey(name, false));
  if (exact !== undefined) return exact;
  const [hit, another] = policies.all.filter(
    (policy) => policy.ignoreCase && nameKey(policy.name, true) === nameKey(name, true),
  );
  return another === undefined ? hit : undefined;
}
