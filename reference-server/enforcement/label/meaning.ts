import { instantOf, type WrittenLabel } from '#labels';
import { type Label, labelInForce, type Reason, reasonsOf, resolveLabel, validate } from '#policy';
import type { Rules } from '../rules.ts';

/** What a written label means now, or all that is wrong with it. */
export type Meaning =
  | { readonly ok: true; readonly label: Label }
  | { readonly ok: false; readonly reasons: readonly Reason[] };

/** The label in force at this moment (a successor takes over at its date), known to its policy and allowed by it. */
export function meaningOf(written: WrittenLabel, rules: Rules): Meaning {
  const now = rules.now();
  const current = rules.faults.has('nato.succession')
    ? { ok: true as const, written }
    : labelInForce(written, now);
  if (!current.ok) return { ok: false, reasons: [current.reason] };
  if (rules.faults.has('nato.review') && isPast(current.written, now)) return tooOld;
  const resolved = resolveLabel(rules.policies, current.written);
  if (!resolved.ok) return resolved;
  const reasons = reasonsOf(validate(resolved.policy, resolved.label, { mode: 'read', now }));
  return reasons.length === 0 || rules.faults.has('lbl.valid')
    ? { ok: true, label: resolved.label }
    : { ok: false, reasons };
}

/** The fault `nato.review`: a past review date says nothing about what a label is worth (ADatP-4774 App. 1). */
function isPast({ metadata4774 }: WrittenLabel, now: Date): boolean {
  return metadata4774?.review !== undefined && instantOf(metadata4774.review) < now.getTime();
}

const tooOld: Meaning = { ok: false, reasons: [{ kind: 'rule', rule: 'review' }] };
