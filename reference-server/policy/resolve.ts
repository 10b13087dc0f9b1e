import type { Oid, WrittenClearance, WrittenLabel } from '#labels';
import type { Classification, Clearance, Label } from './label.ts';
import { expandMemberships } from './memberships.ts';
import { type FoundPolicy, findPolicy, type Policies } from './policies.ts';
import type { Policy } from './policy.ts';
import { classificationOf } from './policy-index.ts';
import type { Reason } from './reason.ts';
import { resolveCategories } from './resolve-categories.ts';

/** What a written label means, or every part of it that the policies do not know. */
export type ResolvedLabel =
  | { readonly ok: true; readonly label: Label; readonly policy: Policy }
  | { readonly ok: false; readonly reasons: readonly Reason[] };

/** What a written clearance grants, and the parts of it that grant nothing. */
export interface ResolvedClearance {
  /** Undefined when its policy is not loaded. */
  readonly clearance: Clearance | undefined;
  readonly findings: readonly Reason[];
}

/** How to take what a label leaves out, or says in a syntax that nobody reads. What stands first is the default. */
export interface ResolveOptions {
  /** A label that names no policy, as X.841 allows: not at all, or as one of the governing policy. */
  readonly absentPolicy?: 'refuse' | 'governing';
  /** Category syntaxes that an administrator knows to restrict nobody, such as 1.2.840.113549.1.9.16.7.4: passed over. */
  readonly informativeSyntaxes?: readonly Oid[];
}

/** Whether a clearance for a nation is one for the groups that the policy says it belongs to: not unless asked for. */
export interface ClearanceOptions {
  readonly memberships?: 'ignore' | 'expand';
}

/**
 * Makes of a label as it is written the label that is decided on. Nothing is dropped: a label with one part that the
 * policy does not know is no label.
 *
 * Total and pure. A label without a classification has the one that its policy lays down for that, if it does.
 *
 * Source: RFC 2634 §3.2; ADatP-4774.1 Tables 10 and 11; docs/decisions/0004-policy-defaults.md.
 */
export function resolveLabel(
  policies: Policies,
  written: WrittenLabel,
  options: ResolveOptions = {},
): ResolvedLabel {
  const found = policyOf(policies, written, options);
  if (!found.found) return { ok: false, reasons: [found.reason] };
  const { policy } = found;
  const classification = labelClassification(policy, written);
  const { categories, inputs, unknown } = resolveCategories(policy, written.categories);
  const reasons = [...unreadParts(written, options.informativeSyntaxes), ...unknown];
  if ('kind' in classification) return { ok: false, reasons: [classification, ...reasons] };
  if (reasons.length > 0) return { ok: false, reasons };
  const rest = {
    ...(written.privacyMark === undefined ? {} : { privacyMark: written.privacyMark }),
    ...(inputs.length === 0 ? {} : { inputs }),
  };
  return {
    ok: true,
    policy,
    label: {
      policy: policy.oid,
      classification,
      categories: [...new Set([...categories, ...inputs.map(({ category }) => category)])],
      ...rest,
    },
  };
}

/**
 * Makes of a clearance as it is written what it grants. A part that the policy does not know grants nothing and is
 * reported, so that a policy can lose a value without locking out everybody who held it. A text for an open value grants
 * nothing either: the category itself is granted, or it is not.
 *
 * Source: RFC 5755 §4.4.6; RFC 5913 §2.
 */
export function resolveClearance(
  policies: Policies,
  written: WrittenClearance,
  options: ClearanceOptions = {},
): ResolvedClearance {
  const found = findPolicy(policies, written.policy);
  if (!found.found) return { clearance: undefined, findings: [found.reason] };
  const { policy } = found;
  const classifications = new Set<Classification>();
  const findings: Reason[] = [...unreadParts(written)];
  for (const one of written.classifications) {
    const entry = classificationOf(policy, one);
    if (entry === undefined) findings.push({ kind: 'unknown-classification', classification: String(one) });
    else classifications.add(entry.classification);
  }
  const { categories, inputs, unknown } = resolveCategories(policy, written.categories);
  for (const { category, text } of inputs)
    findings.push({ kind: 'unknown-value', tagSet: category.tag.tagSet.name, value: text });
  const clearance = { policy: policy.oid, classifications, categories };
  return {
    clearance: options.memberships === 'expand' ? expandMemberships(policy, clearance) : clearance,
    findings: [...findings, ...unknown],
  };
}

function policyOf(policies: Policies, { policy }: WrittenLabel, options: ResolveOptions): FoundPolicy {
  if (policy !== undefined) return findPolicy(policies, policy);
  return options.absentPolicy === 'governing'
    ? { found: true, policy: policies.governing }
    : { found: false, reason: { kind: 'no-policy' } };
}

function labelClassification(policy: Policy, { classification }: WrittenLabel): Classification | Reason {
  if (classification === undefined)
    return policy.defaults.absentClassification ?? { kind: 'no-classification' };
  const known = classificationOf(policy, classification)?.classification;
  return known ?? { kind: 'unknown-classification', classification: String(classification) };
}

/** Only an object identifier can be known to be informative: what has no other name stands where something restricts. */
function unreadParts(
  { unread }: Pick<WrittenLabel, 'unread'>,
  informativeSyntaxes: readonly Oid[] = [],
): Reason[] {
  const informative = informativeSyntaxes.filter((syntax) => /^[012](\.\d+)+$/.test(syntax));
  return unread
    .filter(({ syntax }) => !informative.includes(syntax))
    .map(({ where, syntax }) => ({ kind: 'unknown-part', part: `${where} (syntax \`${syntax}\`)` }));
}
