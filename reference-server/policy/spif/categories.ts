import type { Element } from '#xml';
import type { Category } from '../label.ts';
import { nameKey } from '../names.ts';
import type { CategoryEntry, TagEntry, TagSet } from '../policy.ts';
import type { Selection } from '../rules.ts';
import { readEquivalentCategories, readEquivalentTagSets } from './equivalents.ts';
import type { DefinedTag, DefinedTagSet, Known } from './known.ts';
import { readMarking } from './markings.ts';
import { attribute, type Reading } from './reading.ts';
import { readExcluded, readExcludedClasses, readRequired, readRequiredClass } from './rules.ts';
import { readUserInput } from './user-input.ts';
import { flag, limit, period } from './values.ts';

/** Tag sets with the rules, equivalents and markings of their tags and values. */
export function tagSetEntries(reading: Reading, defined: readonly DefinedTagSet[], known: Known): TagSet[] {
  return defined.map(({ element, oid, name, tags }) => {
    const entries = tags.map((tag) => tagEntry(reading, tag, known));
    return {
      oid,
      name,
      tags: entries,
      equivalents: readEquivalentTagSets(reading, element, known),
      byValue: byValue(reading, tags),
      open: entries.flatMap(({ values }) => values.filter(({ userInput }) => userInput !== undefined)),
    };
  });
}

/** `minSelection` and `maxSelection`; left out or `unbounded` they limit nothing. */
export function readSelection(element: Element): Selection {
  return {
    min: limit(element, 'minSelection') ?? 0,
    max: limit(element, 'maxSelection') ?? Number.POSITIVE_INFINITY,
    single: flag(element, 'singleSelection'),
  };
}

function tagEntry(reading: Reading, { element, tag, values }: DefinedTag, known: Known): TagEntry {
  return {
    tag,
    values: values.map((value) => categoryEntry(reading, value.element, value.category, known)),
    asBits: attribute(element, 'tag7Encoding') === 'bitSetAttributes',
    selection: readSelection(element),
    marking: readMarking(reading, element),
  };
}

function categoryEntry(reading: Reading, element: Element, category: Category, known: Known): CategoryEntry {
  const requiredClass = readRequiredClass(reading, element, known);
  const userInput = readUserInput(reading, element);
  return {
    category,
    obsolete: flag(element, 'obsolete'),
    period: period(element),
    ...(userInput === undefined ? {} : { userInput }),
    ...(requiredClass === undefined ? {} : { requiredClass }),
    excludedClasses: readExcludedClasses(reading, element, known),
    required: readRequired(reading, element, known),
    excluded: readExcluded(reading, element, known),
    equivalents: readEquivalentCategories(reading, element, known),
    marking: readMarking(reading, element),
  };
}

function byValue(reading: Reading, tags: readonly DefinedTag[]): Map<bigint | string, Category[]> {
  const found = new Map<bigint | string, Category[]>();
  for (const { category } of tags.flatMap(({ values }) => values)) {
    // Words in place of a number are for references inside SPIFs: labels write names
    const number = typeof category.lacv === 'bigint' ? [category.lacv] : [];
    for (const key of [...number, nameKey(category.name, reading.ignoreCase)]) {
      const others = found.get(key);
      if (others === undefined) found.set(key, [category]);
      else others.push(category);
    }
  }
  return found;
}
