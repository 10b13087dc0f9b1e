import type { Catalog, CatalogEntry } from './catalog-source.ts';

/** What a catalog says of itself. */
export interface CatalogTexts {
  readonly name?: string;
  readonly desc?: string;
}

/**
 * Name and description as they were configured, each left out for an asker who is not shown a label that it names: the
 * texts are written for those who see the whole catalog, and `Labels up to SECRET` would say what was filtered out.
 */
export function textsFor(configured: Catalog, shown: readonly CatalogEntry[]): CatalogTexts {
  const known = new Set(shown.flatMap(wordsOf));
  const hidden = configured.entries
    .filter((entry) => !shown.includes(entry))
    .flatMap(wordsOf)
    .filter((word) => !known.has(word));
  const tells = (text: string): boolean => hidden.some((word) => text.toLowerCase().includes(word));
  const { name, description } = configured;
  return {
    ...(name === undefined || tells(name) ? {} : { name }),
    ...(description === undefined || tells(description) ? {} : { desc: description }),
  };
}

/** By which an entry is known: the names of its classification and categories, and the levels of its selector. */
function wordsOf({ label, selector }: CatalogEntry): string[] {
  const names =
    label === undefined ? [] : [label.classification.name, ...label.categories.map(({ name }) => name)];
  const levels = selector === undefined ? [] : selector.split('|');
  return [...names, ...levels].map((word) => word.trim().toLowerCase()).filter((word) => word.length > 1);
}
