import { isChoosable } from './choosable.ts';
import type { Violation } from './combinations.ts';
import { type DecideOptions, decide } from './decide.ts';
import type { Category, Classification, Clearances, Input, Label } from './label.ts';
import type { CategoryEntry, Policy } from './policy.ts';
import { entryOf } from './policy-index.ts';
import { has, type RequiredCategory } from './rules.ts';
import { validate } from './validate.ts';

/** A label that somebody is putting together: first the classification, then the rest in any order. */
export interface LabelDraft {
  readonly classification?: Classification;
  readonly categories: readonly Category[];
  readonly inputs?: readonly Input[];
  readonly privacyMark?: string;
}

/** What may come next, and how far it is. */
export interface Choices {
  /** Those that the draft may have, or may have instead of its own. */
  readonly classifications: readonly Classification[];
  /** Those that may be added. One with `userInput` needs a text as well. */
  readonly categories: readonly Category[];
  readonly privacyMarks: readonly string[];
  /** What is still wrong with it, if anything; nothing while it has no classification. */
  readonly missing: readonly Violation[];
  /** The label, once it is one that may be made now and handled by the holder of the clearances. */
  readonly label?: Label;
}

/** When, and for whom: without clearances for nobody in particular. */
export interface CompositionWish {
  readonly now: Date;
  readonly clearances?: Clearances;
  readonly options?: DecideOptions;
}

/**
 * What may be chosen next for a new label, so that what is put together step by step becomes valid and stays within a
 * clearance. Whether a choice can still be completed is not looked ahead for: `label` is there only once it is.
 *
 * Pure. A category that is added lastingly breaks no rule: what is offered is not obsolete, is in its period, stands with
 * the classification and beside what is there already, and is not one too many.
 *
 * Source: ADatP-4774.1 §3.3.3, §3.3.4, Table 3; XEP-0258 §4 (catalogs).
 */
export function selectable(policy: Policy, draft: LabelDraft, wish: CompositionWish): Choices {
  const { classification } = draft;
  const classifications = policy.classifications
    .filter((entry) => !entry.obsolete && mayBe(policy, draft, wish, entry.classification, draft.categories))
    .map((entry) => entry.classification);
  if (classification === undefined) return { classifications, categories: [], privacyMarks: [], missing: [] };
  const label = labelOf(policy, draft, classification, draft.categories);
  const missing = validate(policy, label, { mode: 'new', now: wish.now }).violations;
  return {
    classifications,
    categories: addable(policy, draft, wish, classification),
    privacyMarks: privacyMarksOf(policy),
    missing,
    ...(missing.length === 0 && isGranted(label, wish) ? { label } : {}),
  };
}

function addable(
  policy: Policy,
  draft: LabelDraft,
  wish: CompositionWish,
  classification: Classification,
): Category[] {
  const present = new Set(draft.categories);
  return policy.tagSets
    .flatMap(({ tags }) => tags)
    .filter(({ values, selection }) => {
      const count = values.filter(({ category }) => present.has(category)).length;
      return count < (selection.single ? 1 : selection.max);
    })
    .flatMap(({ values }) => values.map(({ category }) => category))
    .filter(
      (category) =>
        !present.has(category) && mayBe(policy, draft, wish, classification, [...draft.categories, category]),
    );
}

/** Could a label with these still be made? Only what adding more cannot mend counts against it. */
function mayBe(
  policy: Policy,
  draft: LabelDraft,
  wish: CompositionWish,
  classification: Classification,
  categories: readonly Category[],
): boolean {
  const present = new Set(categories);
  const entries = categories.map((category) => policy.index.categories.get(category));
  const required = entryOf(policy, classification)?.required ?? [];
  return (
    entries.every((entry) => entry !== undefined && fitsIn(entry, classification, present, wish.now)) &&
    !required.some((one) => isOverfilled(one, present)) &&
    isGranted(labelOf(policy, draft, classification, categories), wish)
  );
}

function fitsIn(
  entry: CategoryEntry,
  classification: Classification,
  present: ReadonlySet<Category>,
  now: Date,
): boolean {
  return (
    isChoosable(entry, classification, now) &&
    !entry.excluded.some((member) => has(present, member, entry.category)) &&
    !entry.required.some((one) => isOverfilled(one, present))
  );
}

/** More than the one that is asked for. */
function isOverfilled({ operation, members }: RequiredCategory, present: ReadonlySet<Category>): boolean {
  return operation === 'onlyOne' && members.filter((member) => has(present, member)).length > 1;
}

function isGranted(label: Label, { clearances, options }: CompositionWish): boolean {
  return clearances === undefined || decide(label, clearances, options).grant;
}

function privacyMarksOf({ privacyMarks: { marks, selection } }: Policy): string[] {
  return selection.max < 1 ? [] : marks.filter(({ obsolete }) => !obsolete).map(({ name }) => name);
}

function labelOf(
  policy: Policy,
  { inputs = [], privacyMark }: LabelDraft,
  classification: Classification,
  categories: readonly Category[],
): Label {
  return {
    policy: policy.oid,
    classification,
    categories,
    ...(inputs.length === 0 ? {} : { inputs }),
    ...(privacyMark === undefined ? {} : { privacyMark }),
  };
}
