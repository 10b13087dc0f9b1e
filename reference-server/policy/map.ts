import type { Oid } from '#labels';
import type { Applied, EquivalentCategory } from './equivalence.ts';
import {
  type Draft,
  fixUp,
  fixUpTagSets,
  foreignValue,
  type MappingFinding,
  type MappingWish,
} from './fix-up.ts';
import type { Category, Classification, Label } from './label.ts';
import type { Policies } from './policies.ts';
import type { Policy } from './policy.ts';
import { classificationOf, entryOf, tagSetWithOid } from './policy-index.ts';
import type { Reason } from './reason.ts';
import { reasonsOf, validate } from './validate.ts';

/** The label as another policy says it, and what an administrator should know; or why there is none. */
export type MappedLabel =
  | { readonly ok: true; readonly label: Label; readonly findings: readonly MappingFinding[] }
  | { readonly ok: false; readonly reasons: readonly Reason[] };

/**
 * The equivalent of a label in another policy, by the equivalences of the label's own policy: nobody inverts a table
 * that was written for the other direction.
 *
 * Total: it never throws. What has no equivalent, or would not be valid over there, has no mapping; nothing is left out
 * unless the SPIF says `discard`, or an administrator does of what only informs. Labels are mapped from the one that their
 * originator wrote: nothing here takes a label that is already mapped further (`selectLabel` sees to that).
 *
 * Source: ADatP-4774.1 §3.6 and §4.2 rules 1 and 2.
 */
export function mapLabel(policies: Policies, label: Label, to: Policy, wish: MappingWish): MappedLabel {
  if (label.policy === to.oid) return { ok: true, label, findings: [] };
  const from = policies.byOid.get(label.policy);
  const equivalence = from?.equivalentPolicies.find(({ oid }) => oid === to.oid);
  if (from === undefined || equivalence === undefined) {
    return {
      ok: false,
      reasons: [{ kind: 'no-equivalent-policy', from: from?.name ?? label.policy, to: to.name }],
    };
  }
  const draft: Draft = { to, wish, categories: new Set(), inputs: [], findings: [], reasons: [] };
  const classification = mapClassification(draft, from, label);
  for (const category of new Set(label.categories)) mapCategory(draft, from, label, category);
  fixUpTagSets(draft, from, label);
  fixUp(draft, equivalence.fixUps);
  if (classification === undefined || draft.reasons.length > 0) return { ok: false, reasons: draft.reasons };
  const mapped = labelOf(draft, classification, label);
  const reasons = reasonsOf(validate(to, mapped, { mode: 'read', now: wish.now }));
  return reasons.length > 0 ? { ok: false, reasons } : { ok: true, label: mapped, findings: draft.findings };
}

function labelOf(
  { to, wish, categories, inputs }: Draft,
  classification: Classification,
  label: Label,
): Label {
  const { privacyMark } = label;
  return {
    policy: to.oid,
    classification,
    categories: [...categories],
    ...(inputs.length === 0 ? {} : { inputs }),
    ...(wish.privacyMark === 'keep' && privacyMark !== undefined ? { privacyMark } : {}),
  };
}

function mapClassification(
  draft: Draft,
  from: Policy,
  { classification }: Label,
): Classification | undefined {
  const entry = entryOf(from, classification);
  const [one, another] = (entry?.equivalents ?? []).filter((equivalent) => applies(draft, equivalent));
  const found = one && classificationOf(draft.to, one.lacv)?.classification;
  if (one === undefined || another !== undefined || found === undefined) {
    draft.reasons.push({ kind: 'no-equivalent-classification', classification, to: draft.to.name });
    return undefined;
  }
  fixUp(draft, one.fixUps);
  return found;
}

/** One category may become several; one that becomes nothing must be said to. */
function mapCategory(draft: Draft, from: Policy, label: Label, category: Category): void {
  const entry = from.index.categories.get(category);
  const equivalents = (entry?.equivalents ?? []).filter((equivalent) => applies(draft, equivalent));
  const found = equivalents.map((equivalent) => becomes(draft.to, equivalent));
  const kept = found.filter((one) => one !== undefined && one !== 'discard');
  const informs = category.tag.effect === 'informative';
  if (found.length === 0 && informs && draft.wish.informative === 'discard') {
    draft.findings.push({ kind: 'discarded-informative', category });
    return;
  }
  if (found.length === 0 || found.includes(undefined) || !mapInputs(draft, label, category, kept)) {
    draft.reasons.push({ kind: 'no-equivalent-category', category, to: draft.to.name });
    return;
  }
  if (kept.length === 0 && !informs) {
    draft.findings.push({ kind: 'discarded-protection', category });
  }
  for (const one of kept) draft.categories.add(one);
}

/** What somebody wrote for a category goes where its equivalent is open too. Only what informs may be lost, and is reported. */
function mapInputs(draft: Draft, label: Label, category: Category, kept: readonly Category[]): boolean {
  const texts = (label.inputs ?? []).filter((input) => input.category === category);
  const open = kept.filter((one) => draft.to.index.categories.get(one)?.userInput !== undefined);
  for (const one of open) draft.inputs.push(...texts.map(({ text }) => ({ category: one, text })));
  if (texts.length === 0 || kept.length === 0 || open.length > 0) return true;
  if (category.tag.effect !== 'informative') return false;
  draft.findings.push({ kind: 'discarded-input', category });
  return true;
}

function becomes(to: Policy, { becomes: target }: EquivalentCategory): Category | 'discard' | undefined {
  if (target === undefined) return 'discard';
  const tagSet = tagSetWithOid(to, target.tagSet);
  return tagSet && foreignValue(tagSet, target.kind, target.lacv);
}

/** Is an entry of the table for this policy and this side? */
function applies(draft: Draft, entry: { readonly policy: Oid; readonly applied: Applied }): boolean {
  const { purpose } = draft.wish;
  const side = purpose === 'intermediary' ? 'receive' : purpose;
  return entry.policy === draft.to.oid && entry.applied.includes(side);
}
