import type { Category, Input } from './label.ts';
import type { Marking, MarkingLocation } from './marking.ts';
import type { Policy, TagEntry } from './policy.ts';
import { inLanguage, type Shown } from './shown.ts';

/** For whom, and for which place. */
export interface MarkingWish {
  /** A language tag; without one, or where the policy does not speak it, what the policy says without naming a language. */
  readonly language?: string | undefined;
  /** The foot of the page when left out: it is what XEP-0258 display markings are made from. */
  readonly location?: MarkingLocation | undefined;
  /**
   * What is shown where the policy says nothing for the place: the bare name, as other engines do, or what it says for
   * both ends of the page, the foot, the head, the start of the document, in this order (`chain`).
   */
  readonly elsewhere?: 'name' | 'chain' | undefined;
}

/** Shows a marking in the language and place that are wished for. */
export type Show = (marking: Marking) => Shown;

export function showFor({ language = '', location = 'pageBottom', elsewhere }: MarkingWish): Show {
  return (marking) => inLanguage(marking, language, { location, elsewhere });
}

/** A tag and its values that are present, in the order of the SPIF. */
export interface ShownTag {
  readonly tag: Shown;
  readonly values: readonly {
    readonly name: string;
    readonly input: string | undefined;
    readonly shown: Shown;
  }[];
}

/** Every tag of the policy with the values that are present: the order is the SPIF's, never the label's. */
export function shownTags(
  policy: Policy,
  present: ReadonlySet<Category>,
  inputs: readonly Input[],
  show: Show,
): ShownTag[] {
  return policy.tagSets.flatMap(({ tags }) => tags.map((entry) => shownTag(entry, present, inputs, show)));
}

function shownTag(
  entry: TagEntry,
  present: ReadonlySet<Category>,
  inputs: readonly Input[],
  show: Show,
): ShownTag {
  const values = entry.values
    .filter(({ category }) => present.has(category))
    .map(({ category, marking }) => ({
      name: category.name,
      input: inputs.find((input) => input.category === category)?.text,
      shown: show(isEmpty(marking) ? entry.marking : marking),
    }));
  return { tag: show(entry.marking), values };
}

/** The values of a tag as one text; empty when none of them is shown. */
export function tagText({ tag, values }: ShownTag): string {
  const texts = values.map(valueText).filter((text) => text !== '');
  const last = texts.pop();
  if (last === undefined) return '';
  const separator = tag.qualifier('separator') ?? '/';
  const before = texts.join(separator);
  const between = before === '' ? '' : (tag.qualifier('finalSeparator') ?? separator);
  return framed(tag, `${before}${between}${last}`);
}

/** What somebody wrote stands in place of the name, after the phrase if there is one. */
function valueText({ name, input, shown }: ShownTag['values'][number]): string {
  if (input === undefined) return shown.phrase(name);
  const phrase = shown.phrase('');
  return phrase === '' ? input : `${phrase} ${input}`;
}

/** A text with what stands before and after it. */
export function framed(shown: Shown, text: string): string {
  return `${shown.qualifier('prefix') ?? ''}${text}${shown.qualifier('suffix') ?? ''}`;
}

function isEmpty({ phrases, qualifiers }: Marking): boolean {
  return phrases.length === 0 && qualifiers.length === 0;
}
