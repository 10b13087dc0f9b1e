import type { MappingWish } from './fix-up.ts';
import type { Category, Classification, Input, Label, Tag } from './label.ts';
import { mapLabel } from './map.ts';
import type { Policies } from './policies.ts';
import type { Policy } from './policy.ts';
import type { Reason } from './reason.ts';
import { reasonsOf, validate } from './validate.ts';

/** The one label that stands for several, or what somebody has to decide about before there is one. */
export type DominantLabel =
  | { readonly kind: 'label'; readonly label: Label }
  | { readonly kind: 'policy-decision-required'; readonly reasons: readonly Reason[] };

/** How labels are put together. What stands first is the default. */
export interface DominanceWish extends MappingWish {
  /**
   * A permissive tag that some labels have and others do not, or of which they have no value in common. Leaving it out,
   * as ADatP-4774.1 has it (`leave-out`), opens what one label closed; so somebody is asked. `narrow` keeps the values
   * that all labels with the tag have in common, and asks where there is none.
   */
  readonly release?: 'ask' | 'narrow' | 'leave-out';
  /** The informative values of all labels, or none. */
  readonly informativeValues?: 'join' | 'leave-out';
}

/**
 * The label for what is put together from several labelled things: an archive, a digest, a subject.
 *
 * All are taken as one policy has them. The classification is the highest; every restrictive value is kept; of a
 * permissive tag what all allow. What comes out has to be a label that the policy allows. With `ask` or `narrow` nobody
 * may handle it who may not handle each of the labels, as long as clearances list what is below a classification.
 *
 * Source: ADatP-4774.1 §4.4.
 */
export function dominantLabel(
  policies: Policies,
  labels: readonly Label[],
  to: Policy,
  wish: DominanceWish,
): DominantLabel {
  const mapped = labels.map((label) => mapLabel(policies, label, to, wish));
  const known = mapped.flatMap((one) => (one.ok ? [one.label] : []));
  const reasons = mapped.flatMap((one) => (one.ok ? [] : one.reasons));
  const classification = highest(known);
  if (reasons.length > 0) return required(...reasons);
  if (classification === undefined) return required(withoutHighest(known));
  const joined = joinCategories(to, known, wish);
  if ('kind' in joined) return required(joined);
  const label = dominant(to, known, classification, joined);
  const broken = reasonsOf(validate(to, label, { mode: 'read', now: wish.now }));
  return broken.length > 0 ? required(...broken) : { kind: 'label', label };
}

function highest(labels: readonly Label[]): Classification | undefined {
  const all = labels.map(({ classification }) => classification);
  return all.find((one) => all.every((other) => other === one || other.hierarchy < one.hierarchy));
}

function withoutHighest(labels: readonly Label[]): Reason {
  if (labels.length === 0) return { kind: 'no-label' };
  const classifications = [...new Set(labels.map(({ classification }) => classification))];
  return { kind: 'no-highest-classification', classifications };
}

/** The values of each tag, in the order of the SPIF; or the permissive tag that has none in common. */
function joinCategories(to: Policy, labels: readonly Label[], wish: DominanceWish): Category[] | Reason {
  const sets = labels.map(({ categories }) => new Set(categories));
  const joined: Category[] = [];
  for (const { tag, values } of to.tagSets.flatMap(({ tags }) => tags)) {
    const ofTag = values.map(({ category }) => category);
    const present = sets.map((set) => ofTag.filter((category) => set.has(category)));
    const joinedValues = joinTag(tag, present, wish);
    if ('kind' in joinedValues) return joinedValues;
    joined.push(...joinedValues);
  }
  return joined;
}

function joinTag(
  tag: Tag,
  present: readonly (readonly Category[])[],
  wish: DominanceWish,
): readonly Category[] | Reason {
  const all = new Set(present.flat());
  switch (tag.effect) {
    case 'restrictive':
      return [...all];
    case 'informative':
      return wish.informativeValues === 'leave-out' ? [] : [...all];
    case 'permissive':
      return commonValues(tag, present, wish);
  }
}

/** A label without a value of the tag lets everybody handle it. */
function commonValues(
  tag: Tag,
  present: readonly (readonly Category[])[],
  { release }: DominanceWish,
): readonly Category[] | Reason {
  const having = present.filter((values) => values.length > 0);
  const [first = [], ...others] = having;
  const common = first.filter((category) => others.every((values) => values.includes(category)));
  const everywhere = having.length === present.length;
  if (having.length === 0 || (common.length > 0 && (everywhere || release === 'narrow'))) return common;
  return release === 'leave-out' ? [] : { kind: 'no-common-value', tag };
}

/** With a privacy mark that all of them have, and the texts for open values: two for one of them are not valid. */
function dominant(
  to: Policy,
  labels: readonly Label[],
  classification: Classification,
  categories: readonly Category[],
): Label {
  const marks = new Set(labels.map(({ privacyMark }) => privacyMark));
  const [mark] = marks;
  const inputs = distinct(labels.flatMap((label) => label.inputs ?? [])).filter(({ category }) =>
    categories.includes(category),
  );
  return {
    policy: to.oid,
    classification,
    categories,
    ...(inputs.length === 0 ? {} : { inputs }),
    ...(marks.size > 1 || mark === undefined ? {} : { privacyMark: mark }),
  };
}

function distinct(inputs: readonly Input[]): Input[] {
  return inputs.filter(
    (one, index) =>
      inputs.findIndex(({ category, text }) => category === one.category && text === one.text) === index,
  );
}

function required(...reasons: readonly Reason[]): DominantLabel {
  return { kind: 'policy-decision-required', reasons };
}
