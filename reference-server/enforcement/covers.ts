import { type Clearance, type Clearances, type Decision, decide, type Label, mapLabel } from '#policy';
import type { Rules } from './rules.ts';

type KnownPolicies = Pick<Rules, 'policies' | 'now'>;

/**
 * Do these clearances cover this label, as it stands or as its equivalent under a policy that they are for?
 *
 * Where a clearance is for the label's own policy, that policy decides and no equivalent is looked at. Otherwise a
 * verified equivalent, or else the mapping that the label's policy defines, is decided under the clearance's policy.
 *
 * Source: ADatP-4774.1 §4.2; XEP-0258 §5.
 */
export function covers(
  label: Label,
  equivalents: readonly Label[],
  clearances: Clearances,
  rules: KnownPolicies,
): Decision {
  const decision = decide(label, clearances);
  if (decision.grant || clearances.some((clearance) => clearance.policy === label.policy)) return decision;
  const elsewhere = clearances.some((clearance) => grantsEquivalent(clearance, label, equivalents, rules));
  return elsewhere ? { grant: true } : decision;
}

function grantsEquivalent(
  clearance: Clearance,
  label: Label,
  equivalents: readonly Label[],
  rules: KnownPolicies,
): boolean {
  const equivalent =
    equivalents.find((each) => each.policy === clearance.policy) ?? mappedTo(clearance.policy, label, rules);
  return equivalent !== undefined && decide(equivalent, [clearance]).grant;
}

function mappedTo(oid: string, label: Label, rules: KnownPolicies): Label | undefined {
  const policy = rules.policies.byOid.get(oid);
  if (policy === undefined) return undefined;
  const mapped = mapLabel(rules.policies, label, policy, { purpose: 'receive', now: rules.now() });
  return mapped.ok ? mapped.label : undefined;
}
