import type { Category, Classification, Clearance, Clearances, Label } from './label.ts';
import type { Reason } from './reason.ts';

/** Grant, or deny with every reason found. */
export type Decision =
  | { readonly grant: true }
  | { readonly grant: false; readonly reasons: readonly Reason[] };

/** How a clearance is read. What stands first is the default, and what the standards say. */
export interface DecideOptions {
  /** The clearance lists every classification that it is for, or a higher one stands for all that are lower. */
  readonly classification?: 'explicit' | 'dominates';
  /** One value is needed of each permissive tag in the label, or of all tags of one kind in a tag set together. */
  readonly permissiveScope?: 'tag' | 'tagSet';
}

/**
 * The access control decision function: may a holder of `clearances` handle what `label` marks?
 *
 * Total and pure: the same arguments always give the same decision, and nothing is thrown. The classification must
 * be one of the clearance's list (a higher one is no substitute); every value of a restrictive tag must be held,
 * and of each permissive tag in the label one value. Informative tags, the privacy mark and what somebody wrote for an
 * open value are not asked about. Several clearances of the policy are several grants: one of them must suffice alone.
 *
 * Whether the label is one that its policy allows is another question: `validate`.
 *
 * Source: XEP-0258 §5 (ACDF); X.841; ADatP-4774.1 §3.11.4; docs/decisions/0011-policy-options.md.
 */
export function decide(label: Label, clearances: Clearances, options: DecideOptions = standard): Decision {
  for (const clearance of clearances) {
    if (clearance.policy === label.policy && grants(clearance, label, options)) return granted;
  }
  return { grant: false, reasons: denialReasons(label, clearances, options) };
}

const standard: DecideOptions = {};
const granted: Decision = { grant: true };

/** Allocates nothing: it is asked for every recipient of every message. */
function grants(clearance: Clearance, label: Label, options: DecideOptions): boolean {
  if (!holdsClassification(clearance, label.classification, options)) return false;
  for (const category of label.categories) {
    if (clearance.categories.has(category)) continue;
    switch (category.tag.effect) {
      case 'restrictive':
        return false;
      case 'permissive':
        if (!holdsOneOf(clearance, label, category, options)) return false;
        break;
      case 'informative':
        break;
    }
  }
  return true;
}

function holdsClassification(
  { classifications }: Clearance,
  classification: Classification,
  options: DecideOptions,
): boolean {
  if (classifications.has(classification)) return true;
  if (options.classification !== 'dominates') return false;
  for (const held of classifications) if (held.hierarchy > classification.hierarchy) return true;
  return false;
}

function holdsOneOf(clearance: Clearance, label: Label, wanted: Category, options: DecideOptions): boolean {
  for (const category of label.categories) {
    if (isAlternative(category, wanted, options) && clearance.categories.has(category)) return true;
  }
  return false;
}

/** By the tag itself: two tags may have one name (policies with a `Release` in two tag sets do). */
function isAlternative({ tag }: Category, wanted: Category, { permissiveScope }: DecideOptions): boolean {
  if (tag === wanted.tag) return true;
  return (
    permissiveScope === 'tagSet' && tag.tagSet.oid === wanted.tag.tagSet.oid && tag.kind === wanted.tag.kind
  );
}

function denialReasons(label: Label, clearances: Clearances, options: DecideOptions): Reason[] {
  if (clearances.length === 0) return [{ kind: 'no-clearance' }];
  const candidates = clearances.filter(({ policy }) => policy === label.policy);
  if (candidates.length === 0) {
    return [{ kind: 'other-policy', label: label.policy, clearance: clearances.map(({ policy }) => policy) }];
  }
  return candidates.flatMap((clearance) => lacking(clearance, label, options));
}

/** All that one clearance lacks: the classification, each restrictive value, each group of permissive ones. */
function lacking(clearance: Clearance, label: Label, options: DecideOptions): Reason[] {
  const { classification, categories } = label;
  const reasons: Reason[] = [];
  if (!holdsClassification(clearance, classification, options))
    reasons.push({ kind: 'classification-not-held', classification });
  const said = new Set<Category>();
  for (const category of categories) {
    if (clearance.categories.has(category) || said.has(category)) continue;
    if (category.tag.effect === 'restrictive') reasons.push({ kind: 'category-not-held', category });
    if (category.tag.effect !== 'permissive' || holdsOneOf(clearance, label, category, options)) continue;
    const values = categories.filter((other) => isAlternative(other, category, options));
    for (const value of values) said.add(value);
    reasons.push({ kind: 'no-value-held', categories: values });
  }
  return reasons;
}
