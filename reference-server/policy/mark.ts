import type { DisplayMarking } from '#labels';
import { readableOn } from './colors.ts';
import type { Category, Label } from './label.ts';
import type { Marking, MarkingLocation } from './marking.ts';
import type { Policy, TagEntry } from './policy.ts';
import { entryOf } from './policy-index.ts';
import { inLanguage, type Shown } from './shown.ts';
import { knownPrivacyMark } from './validate.ts';

/** For whom, and for which place. */
export interface MarkingWish {
  /** A language tag; without one, or where the policy does not speak it, what the policy says without naming a language. */
  readonly language?: string | undefined;
  /** The foot of the page when left out: it is what XEP-0258 display markings are made from. */
  readonly location?: MarkingLocation | undefined;
}

/**
 * What people are shown for a label: policy, classification, categories in the order of the SPIF.
 *
 * Total: every label of the policy has a marking. Nothing is ever decided on it. A privacy mark that the policy does not
 * list is the sender's own words and is not shown as if it were the policy's.
 *
 * Source: ADatP-4774.1 §3.5; XEP-0258 §3.
 */
export function mark(policy: Policy, label: Label, wish: MarkingWish = {}): DisplayMarking {
  const text = markingText(policy, label, wish.language ?? '', wish.location ?? 'pageBottom');
  const color = entryOf(policy, label.classification)?.color;
  return color === undefined ? { text } : { text, fgcolor: readableOn(color), bgcolor: color };
}

function markingText(policy: Policy, label: Label, language: string, location: MarkingLocation): string {
  const show: Show = (marking) => inLanguage(marking, language, location);
  const present = new Set(label.categories);
  const tags = policy.tagSets.flatMap((tagSet) => tagSet.tags).map((tag) => shownTag(tag, present, show));
  const whole = show(policy.marking);
  const parts = [
    ...heading(
      policy,
      label,
      tags.flatMap(({ values }) => values),
      show,
    ),
    ...tags.map(tagText),
    privacyMarkText(policy, label, show),
  ];
  return framed(whole, parts.filter((part) => part !== '').join(whole.qualifier('separator') ?? ' '));
}

type Show = (marking: Marking) => Shown;

/** A tag and its values in the label, in the order of the SPIF. */
interface ShownTag {
  readonly tag: Shown;
  readonly values: readonly { readonly name: string; readonly shown: Shown }[];
}

function shownTag(entry: TagEntry, present: ReadonlySet<Category>, show: Show): ShownTag {
  const values = entry.values
    .filter(({ category }) => present.has(category))
    .map(({ category, marking }) => ({
      name: category.name,
      shown: show(isEmpty(marking) ? entry.marking : marking),
    }));
  return { tag: show(entry.marking), values };
}

/** The policy's name, or what replaces it, and the classification. */
function heading(policy: Policy, label: Label, values: ShownTag['values'], show: Show): string[] {
  const { name } = label.classification;
  const classification = show(entryOf(policy, label.classification)?.marking ?? nothing);
  const categories = values.map(({ shown }) => shown);
  const replacing = [show(policy.marking), classification, ...categories].find(
    ({ policyPhrase }) => policyPhrase !== undefined,
  );
  const suppressed = categories.some(({ suppressesClassification }) => suppressesClassification);
  return [replacing?.policyPhrase ?? policy.name, suppressed ? '' : classification.phrase(name)];
}

function tagText({ tag, values }: ShownTag): string {
  const texts = values.map(({ name, shown }) => shown.phrase(name)).filter((text) => text !== '');
  return texts.length === 0 ? '' : framed(tag, texts.join(tag.qualifier('separator') ?? '/'));
}

function privacyMarkText(policy: Policy, label: Label, show: Show): string {
  const known = knownPrivacyMark(policy, label.privacyMark);
  return known === undefined ? '' : show(known.marking).phrase(known.name);
}

function framed(shown: Shown, text: string): string {
  return `${shown.qualifier('prefix') ?? ''}${text}${shown.qualifier('suffix') ?? ''}`;
}

function isEmpty({ phrases, qualifiers }: Marking): boolean {
  return phrases.length === 0 && qualifiers.length === 0;
}

const nothing: Marking = { phrases: [], qualifiers: [] };
