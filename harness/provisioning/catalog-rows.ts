import { z } from 'zod';
import type { Spelled, Spelling } from './spelling.ts';

/** A catalog in the words of scenarios, as far as a sheet shows it. */
const catalog = z.union([
  z.array(z.string()).transform((items) => ({ items })),
  z.looseObject({ items: z.array(z.string()) }),
]);

const inFull = z.looseObject({
  name: z.string().optional(),
  desc: z.string().optional(),
  default: z.string().optional(),
  selectors: z.record(z.string(), z.string()).optional(),
});

/** What a catalog offers, row by row: its name, then each label with where a menu has it, and which is chosen at first. */
export function shapeOfCatalog(
  words: unknown,
  spelling: Spelling,
): (Spelled & { readonly detail: string })[] {
  const { items } = catalog.parse(words);
  const { name, desc, default: chosen, selectors = {} } = Array.isArray(words) ? {} : inFull.parse(words);
  const text = (detail: string, value: string | undefined) =>
    value === undefined ? [] : [{ detail, inWords: value, value }];
  return [
    ...text('name', name),
    ...text('description', desc),
    ...items.flatMap((item, index) => {
      const label = item === 'none' ? { inWords: 'no label', value: 'none' } : spelling.label(item);
      const detail = `label ${index + 1}`;
      return [
        { detail, ...label },
        ...text(`${detail}, place in the menu`, selectors[item]),
        ...(item === chosen ? text(`${detail}, chosen at first`, 'yes') : []),
      ];
    }),
  ];
}
