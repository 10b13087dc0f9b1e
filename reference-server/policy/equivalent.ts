import type { MappingWish } from './fix-up.ts';
import type { Input, Label } from './label.ts';
import { type MappedLabel, mapLabel } from './map.ts';
import type { Policies } from './policies.ts';
import type { Policy } from './policy.ts';
import type { Reason } from './reason.ts';

/** Whether what a sender calls equivalent is so. */
export type Verified = { readonly ok: true } | { readonly ok: false; readonly reasons: readonly Reason[] };

/**
 * Is a label that the sender calls equivalent really what the policies make of the primary one? Only then may it be
 * used: a sender who could choose it could choose a lower one.
 *
 * Source: XEP-0258 §3 and §5 (equivalentlabel); ADatP-4774.1 §4.2 rules 3 and 4.
 */
export function verifyEquivalent(
  policies: Policies,
  primary: Label,
  claimed: Label,
  wish: MappingWish,
): Verified {
  const to = policies.byOid.get(claimed.policy);
  const mapped = to && mapLabel(policies, primary, to, wish);
  if (mapped?.ok === true && sameLabel(mapped.label, claimed)) return { ok: true };
  const label = [claimed.classification.name, ...claimed.categories.map(({ name }) => name)].join(' ');
  return { ok: false, reasons: [{ kind: 'equivalent-not-verified', label }] };
}

/**
 * The primary label as one policy has it: itself where it is of that policy, else what the policies make of it. Labels
 * that the sender calls equivalent are held against that, and each that is not the same is a finding: since only the
 * mapping is believed, they cannot change the answer.
 *
 * Source: ADatP-4774.1 §4.2; XEP-0258 §5.
 */
export function labelUnder(
  policies: Policies,
  { primary, equivalents }: { readonly primary: Label; readonly equivalents: readonly Label[] },
  to: Policy,
  wish: MappingWish,
): { readonly mapped: MappedLabel; readonly untrue: readonly Reason[] } {
  const untrue = equivalents.flatMap((claimed) => {
    const verified = verifyEquivalent(policies, primary, claimed, wish);
    return verified.ok ? [] : verified.reasons;
  });
  return { mapped: mapLabel(policies, primary, to, wish), untrue };
}

/** The same policy, classification, categories and what was written for them. Privacy marks do not count: nothing is decided on them. */
export function sameLabel(one: Label, other: Label): boolean {
  const categories = new Set(one.categories);
  const others = new Set(other.categories);
  return (
    one.policy === other.policy &&
    one.classification === other.classification &&
    categories.size === others.size &&
    [...others].every((category) => categories.has(category)) &&
    sameInputs(one.inputs ?? [], other.inputs ?? [])
  );
}

function sameInputs(some: readonly Input[], others: readonly Input[]): boolean {
  const isIn = (inputs: readonly Input[]) => (one: Input) =>
    inputs.some(({ category, text }) => category === one.category && text === one.text);
  return some.every(isIn(others)) && others.every(isIn(some));
}
