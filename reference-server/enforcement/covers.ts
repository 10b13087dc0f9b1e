import { type Clearances, type Decision, decide, type Label, mapLabel } from '#policy';
import type { Rules } from './rules.ts';

/**
 * Do these clearances cover this label, as it stands or as an equivalent of it under a policy that they are for?
 *
 * The label's own policy decides where a clearance is for it. Otherwise a verified equivalent, or else the mapping that
 * the label's policy defines, is decided under the clearance's policy (ADatP-4774.1 §4.2).
 */
export function covers(
  label: Label,
  equivalents: readonly Label[],
  clearances: Clearances,
  rules: Rules,
): Decision {
  const decision = decide(label, clearances);
  if (decision.grant || clearances.some((clearance) => clearance.policy === label.policy)) return decision;
  for (const clearance of clearances) {
    const translated =
      equivalents.find((equivalent) => equivalent.policy === clearance.policy) ??
      mapped(label, clearance.policy, rules);
    if (translated !== undefined && decide(translated, [clearance]).grant) return granted;
  }
  return decision;
}

const granted: Decision = { grant: true };

function mapped(label: Label, policy: string, rules: Rules): Label | undefined {
  const mapping = mapLabel(rules.policies, label, policy);
  return mapping.ok ? mapping.label : undefined;
}
