import type { LabelRole, WrittenLabel } from '#labels';
import { labelUnder, sameLabel } from './equivalent.ts';
import type { MappingWish } from './fix-up.ts';
import type { Label } from './label.ts';
import { mapLabel } from './map.ts';
import { findPolicy, type Policies } from './policies.ts';
import type { Policy } from './policy.ts';
import type { Reason } from './reason.ts';
import { type ResolveOptions, resolveLabel } from './resolve.ts';
import { type ElapsedReview, labelInForce } from './succession.ts';
import { reasonsOf, type ValidityQuestion, validate } from './validate.ts';

/** A label as it arrived, and whose word it is: XEP-0258 calls the originator's label primary, an alternative one equivalent. */
export interface ArrivedLabel {
  readonly role: LabelRole;
  /** Alternatives that stand in one binding with it count as arrived, and are trusted as it is. */
  readonly written: WrittenLabel;
  /** Bound to what it labels by the signature of one whom we trust. Nothing that the sender can write makes it so. */
  readonly trusted?: boolean;
}

/** The label that counts, and where it is from; or why none does, which is a denial and never "no label". */
export type SelectedLabel =
  | {
      readonly ok: true;
      readonly label: Label;
      readonly from: 'originator' | 'alternative' | 'mapping';
      /** Alternatives that are not what the policies make of the originator's label: somebody should know. */
      readonly findings: readonly Reason[];
    }
  | { readonly ok: false; readonly reasons: readonly Reason[] };

/** When, on which side, and what is taken how. */
export interface SelectionWish extends MappingWish, ResolveOptions, Pick<ValidityQuestion, 'expiredPolicy'> {
  readonly elapsedReview?: ElapsedReview;
  /** What an alternative that is not true does: it refuses all (docs/decisions/0008-untrue-equivalents.md), or is passed over. */
  readonly untrue?: 'refuse' | 'pass-over';
}

/**
 * Which of the labels that arrived counts: the originator's, where it is of the governing policy; else an alternative in
 * that policy, if it is trusted or is what the policies make of the originator's; else what they make of it; else none.
 *
 * Total and pure. Two labels with one role (two alternatives in one policy) are none. A label on metadata labels no
 * message. What is mapped is always the originator's label, never one that was mapped before: on its way home a label is
 * what it was.
 *
 * Source: ADatP-4774.1 §4.2 rules 1 to 4; XEP-0258 §5.
 */
export function selectLabel(
  policies: Policies,
  arrived: readonly ArrivedLabel[],
  wish: SelectionWish,
): SelectedLabel {
  const [primary, second] = arrived.filter(({ role }) => role === 'originator');
  const alternatives = [
    ...arrived.filter(({ role }) => role === 'alternative'),
    ...(primary === undefined ? [] : boundWith(primary)),
  ];
  if (second !== undefined) return none({ kind: 'two-labels', role: 'originator' });
  if (primary === undefined)
    return none({ kind: alternatives.length === 0 ? 'no-label' : 'no-originator-label' });
  const own = understand(policies, primary, wish);
  const others = alternatives
    .map((alternative) => understand(policies, alternative, wish))
    .filter(({ policy }) => policy !== undefined);
  if (new Set(others.map(({ policy }) => policy)).size < others.length)
    return none({ kind: 'two-labels', role: 'alternative' });
  const untrue = own.label === undefined ? [] : untrueOf(policies, own.label, others, wish);
  if (untrue.length > 0 && wish.untrue !== 'pass-over') return none(...untrue);
  return choose(policies, own, others, untrue, wish);
}

/** A label, whoever's word it is. */
type Arrived = Omit<ArrivedLabel, 'role'>;

function boundWith({ written, trusted = false }: ArrivedLabel): Arrived[] {
  return (written.alternatives ?? []).map((label) => ({ written: label, trusted }));
}

/** One label as the policies know it. */
interface Understood {
  readonly policy: Policy | undefined;
  /** Undefined when there are reasons against it. */
  readonly label: Label | undefined;
  readonly reasons: readonly Reason[];
  readonly trusted: boolean;
}

function choose(
  policies: Policies,
  own: Understood,
  others: readonly Understood[],
  findings: readonly Reason[],
  wish: SelectionWish,
): SelectedLabel {
  const { governing } = policies;
  if (own.policy === governing)
    return own.label ? { ok: true, label: own.label, from: 'originator', findings } : none(...own.reasons);
  const alternative = others.find(({ policy }) => policy === governing);
  const mapped = own.label && mapLabel(policies, own.label, governing, wish);
  if (alternative?.label !== undefined && (alternative.trusted || isSame(mapped, alternative.label)))
    return { ok: true, label: alternative.label, from: 'alternative', findings };
  if (mapped?.ok === true) return { ok: true, label: mapped.label, from: 'mapping', findings };
  return none(...own.reasons, ...(mapped?.reasons ?? []), ...(alternative?.reasons ?? []));
}

function isSame(mapped: ReturnType<typeof mapLabel> | undefined, claimed: Label): boolean {
  return mapped?.ok === true && sameLabel(mapped.label, claimed);
}

/** A label as it is in force, known to its policy and allowed by it. */
function understand(policies: Policies, { written, trusted }: Arrived, wish: SelectionWish): Understood {
  const current = labelInForce(written, wish.now, wish.elapsedReview);
  const policy = policyOf(policies, current.ok ? current.written : written, wish);
  const refused = (reasons: readonly Reason[]) => ({
    policy,
    label: undefined,
    reasons,
    trusted: trusted === true,
  });
  if (!current.ok) return refused([current.reason]);
  const resolved = resolveLabel(policies, current.written, wish);
  if (!resolved.ok) return refused(resolved.reasons);
  const { now, expiredPolicy } = wish;
  const reasons = reasonsOf(
    validate(resolved.policy, resolved.label, { mode: 'read', now, ...(expiredPolicy && { expiredPolicy }) }),
  );
  return reasons.length > 0 ? refused(reasons) : { ...refused([]), label: resolved.label };
}

function policyOf(policies: Policies, { policy }: WrittenLabel, wish: SelectionWish): Policy | undefined {
  if (policy === undefined) return wish.absentPolicy === 'governing' ? policies.governing : undefined;
  const found = findPolicy(policies, policy);
  return found.found ? found.policy : undefined;
}

/** Alternatives that nobody trusted vouches for, and that are not what the policies make of the originator's label. */
function untrueOf(
  policies: Policies,
  primary: Label,
  others: readonly Understood[],
  wish: SelectionWish,
): readonly Reason[] {
  const claimed = others.filter(({ trusted }) => !trusted).map(({ label }) => label);
  const equivalents = claimed.filter((label) => label !== undefined);
  return labelUnder(policies, { primary, equivalents }, policies.governing, wish).untrue;
}

function none(...reasons: readonly Reason[]): SelectedLabel {
  return { ok: false, reasons };
}
