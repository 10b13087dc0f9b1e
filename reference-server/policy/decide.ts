import type { Category, Clearance, Clearances, Label, Tag } from './label.ts';
import type { Reason } from './reason.ts';

/** Grant, or deny with every reason found. */
export type Decision =
  | { readonly grant: true }
  | { readonly grant: false; readonly reasons: readonly Reason[] };

/**
 * The access control decision function: may a holder of `clearances` handle what `label` marks?
 *
 * Total and pure: the same arguments always give the same decision, and nothing is thrown. The classification must
 * be one of the clearance's list (a higher one is no substitute); every value of a restrictive tag must be held,
 * and of each permissive tag in the label one value. Informative tags and the privacy mark are not asked about.
 * Several clearances of the policy are several grants: one of them must suffice alone.
 *
 * Whether the label is one that its policy allows is another question: `validate`.
 *
 * Source: XEP-0258 §5 (ACDF); X.841; ADatP-4774.1 §3.11.4.
 */
export function decide(label: Label, clearances: Clearances): Decision {
  for (const clearance of clearances) {
    if (clearance.policy === label.policy && grants(clearance, label)) return granted;
  }
  return { grant: false, reasons: denialReasons(label, clearances) };
}

const granted: Decision = { grant: true };

/** Allocates nothing: it is asked for every recipient of every message. */
function grants(clearance: Clearance, label: Label): boolean {
  if (!clearance.classifications.has(label.classification)) return false;
  for (const category of label.categories) {
    if (clearance.categories.has(category)) continue;
    switch (category.tag.effect) {
      case 'restrictive':
        return false;
      case 'permissive':
        if (!holdsOneOf(clearance, label, category.tag)) return false;
        break;
      case 'informative':
        break;
    }
  }
  return true;
}

/** By the tag itself: two tags may have one name (policies with a `Release` in two tag sets do). */
function holdsOneOf(clearance: Clearance, label: Label, tag: Tag): boolean {
  for (const category of label.categories) {
    if (category.tag === tag && clearance.categories.has(category)) return true;
  }
  return false;
}

function denialReasons(label: Label, clearances: Clearances): Reason[] {
  if (clearances.length === 0) return [{ kind: 'no-clearance' }];
  const candidates = clearances.filter(({ policy }) => policy === label.policy);
  if (candidates.length === 0) {
    return [{ kind: 'other-policy', label: label.policy, clearance: clearances.map(({ policy }) => policy) }];
  }
  return candidates.flatMap((clearance) => lacking(clearance, label));
}

/** All that one clearance lacks. */
function lacking(clearance: Clearance, { classification, categories }: Label): Reason[] {
  const reasons: Reason[] = [];
  if (!clearance.classifications.has(classification))
    reasons.push({ kind: 'classification-not-held', classification });
  for (const [tag, values] of Map.groupBy(categories, (category: Category) => category.tag)) {
    const missing = values.filter((category) => !clearance.categories.has(category));
    if (tag.effect === 'restrictive') {
      for (const category of missing) reasons.push({ kind: 'category-not-held', category });
    } else if (tag.effect === 'permissive' && missing.length === values.length) {
      reasons.push({ kind: 'no-value-held', categories: values });
    }
  }
  return reasons;
}
