import type { WrittenCategory, WrittenLabel, WrittenPolicy } from '#labels';
import type { Reason } from '#policy';

/** What the words of a syntax that names no policy mean in one of ours, as a deployment says it. */
export interface SyntaxMapping {
  readonly policy: WrittenPolicy;
  /** A classification of the syntax → its name in the policy. */
  readonly classifications: ReadonlyMap<string, string>;
  /** A tag set of the syntax → one of the policy, value by value. */
  readonly categories: ReadonlyMap<string, MappedTagSet>;
  /** Words of the syntax that say nothing in the policy, by tag set. */
  readonly ignored: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A tag set of a policy, and what the words of a syntax are in it. */
export interface MappedTagSet {
  readonly tagSet: string;
  readonly values: ReadonlyMap<string, string>;
}

/** The label in the policy's words, or every word of it that the mapping does not have. */
export type MappedWords =
  | { readonly ok: true; readonly written: WrittenLabel }
  | { readonly ok: false; readonly reasons: readonly Reason[] };

/**
 * Says a label in the words of a policy. Nothing is left out but what the deployment names: a word without a meaning could
 * be the one that closes the label.
 */
export function inWordsOf(mapping: SyntaxMapping, label: WrittenLabel): MappedWords {
  const { classification: written } = label;
  const classification = typeof written === 'string' ? mapping.classifications.get(written) : undefined;
  const reasons: Reason[] = [];
  const categories = label.categories.flatMap((category) => mappedCategories(mapping, category, reasons));
  if (classification === undefined)
    return {
      ok: false,
      reasons: [{ kind: 'unknown-classification', classification: String(written) }, ...reasons],
    };
  if (reasons.length > 0) return { ok: false, reasons };
  return { ok: true, written: { ...label, policy: mapping.policy, classification, categories } };
}

/** None where all its values say nothing in the policy. */
function mappedCategories(
  { categories, ignored }: SyntaxMapping,
  { tagSet: { name = '' }, kind, values }: WrittenCategory,
  reasons: Reason[],
): WrittenCategory[] {
  const known = categories.get(name);
  const mapped: string[] = [];
  const unsaid: string[] = [];
  for (const value of values) {
    const word = String(value);
    const becomes = known?.values.get(word);
    if (becomes !== undefined) mapped.push(becomes);
    else unsaid.push(word);
  }
  // Released to others alone, whom the policy has no word for: without a value it would be released to everybody
  const isForOthers = known !== undefined && kind === 'any-permissive' && mapped.length === 0;
  for (const word of unsaid)
    if (isForOthers || ignored.get(name)?.has(word) !== true)
      reasons.push({ kind: 'unknown-value', tagSet: name, value: word });
  return known === undefined || mapped.length === 0
    ? []
    : [{ tagSet: { name: known.tagSet }, kind, values: mapped }];
}
