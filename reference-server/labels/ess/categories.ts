import { LabelError } from '../errors.ts';
import type { WrittenLabel } from '../written-label.ts';
import type { BerReader } from './ber-reader.ts';
import { readOid } from './ber-values.ts';
import type { CategoryParts, CategorySyntax } from './category-syntax.ts';
import { constructed, primitive, tags } from './tags.ts';

/**
 * Reads `SET OF SecurityCategory` under `tag`: at most so many of them, with at most so many values in all.
 *
 * An empty set is read, although the syntax asks for one: implementations write it. A category whose type is not in
 * `syntaxes` is unread.
 *
 * Source: RFC 2634 §3.2 SecurityCategories
 */
export function readCategories(
  reader: BerReader,
  tag: number,
  syntaxes: ReadonlyMap<string, CategorySyntax>,
  most: { readonly categories: number; readonly values: number },
): Pick<WrittenLabel, 'categories' | 'unread'> {
  const parts: CategoryParts = { categories: [], unread: [], room: most.values };
  const set = reader.enter(tag, 'categories');
  for (let number = 1; set.hasMore(); number++) {
    if (number > most.categories) {
      throw new LabelError('label-structure', `more than ${most.categories} categories`);
    }
    readCategory(set, `category ${number}`, syntaxes, parts);
  }
  return { categories: parts.categories, unread: parts.unread };
}

/** The syntaxes, to be found by type. */
export function byType(syntaxes: readonly CategorySyntax[]): ReadonlyMap<string, CategorySyntax> {
  return new Map(syntaxes.map((syntax) => [syntax.type, syntax]));
}

/** `SEQUENCE { type [0] IMPLICIT OBJECT IDENTIFIER, value [1] EXPLICIT ANY DEFINED BY type }` */
function readCategory(
  set: BerReader,
  where: string,
  syntaxes: ReadonlyMap<string, CategorySyntax>,
  parts: CategoryParts,
): void {
  const category = set.enter(tags.sequence, where);
  const type = readOid(category, primitive(0), `type of ${where}`);
  const value = category.enter(constructed(1), `value of ${where}`);
  category.finish(where);
  const syntax = syntaxes.get(type);
  if (syntax === undefined) {
    parts.unread.push({ where, syntax: type });
    return;
  }
  syntax.read(value, where, parts);
  value.finish(where);
}
