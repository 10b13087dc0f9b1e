import type { WrittenCategory, WrittenClearance, WrittenLabel } from '#labels';
import type { Category, Clearance, Input, Label } from './label.ts';
import type { Policy } from './policy.ts';

/** How a syntax says what it means: ESS by numbers, STANAG 4774 by names. */
export type Vocabulary = 'numbers' | 'names';

/**
 * A label in the words of a syntax; the codec of that syntax writes it. Policy and tag sets are given by name and by
 * OID: each codec takes what it has a place for. What has no number (a value with words for its lacv, a text that somebody
 * wrote for an open value) is said in words also among numbers: a codec that needs numbers refuses it
 * (`label-inexpressible`), and nothing is dropped.
 *
 * Source: ADatP-4774.1 Tables 10 and 11.
 */
export function express(policy: Policy, label: Label, vocabulary: Vocabulary): WrittenLabel {
  const { classification, categories, privacyMark, inputs } = label;
  return {
    policy: { oid: policy.oid, name: policy.name },
    classification: said(classification, vocabulary),
    ...(privacyMark === undefined ? {} : { privacyMark }),
    categories: expressCategories(policy, categories, vocabulary, inputs),
    unread: [],
  };
}

/** A clearance in the words of a syntax. */
export function expressClearance(
  policy: Policy,
  clearance: Clearance,
  vocabulary: Vocabulary,
): WrittenClearance {
  return {
    policy: { oid: policy.oid, name: policy.name },
    classifications: [...clearance.classifications].map((classification) => said(classification, vocabulary)),
    categories: expressCategories(policy, clearance.categories, vocabulary),
    unread: [],
  };
}

/** One entry for each tag that has a value, in the order of the SPIF. */
function expressCategories(
  policy: Policy,
  categories: Iterable<Category>,
  vocabulary: Vocabulary,
  inputs: readonly Input[] = [],
): WrittenCategory[] {
  const present = new Set(categories);
  return policy.tagSets.flatMap(({ tags }) =>
    tags.flatMap(({ tag, values, asBits }) => {
      const held = values.filter(({ category }) => present.has(category));
      if (held.length === 0) return [];
      const written: WrittenCategory = {
        tagSet: { oid: tag.tagSet.oid, name: tag.tagSet.name },
        kind: tag.kind,
        values: held.map(
          ({ category }) =>
            inputs.find((input) => input.category === category)?.text ?? said(category, vocabulary),
        ),
      };
      return [asBits ? { ...written, asBits } : written];
    }),
  );
}

function said(
  { name, lacv }: { readonly name: string; readonly lacv: bigint | string },
  vocabulary: Vocabulary,
): bigint | string {
  return vocabulary === 'numbers' ? lacv : name;
}
