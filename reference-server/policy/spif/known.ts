import type { Oid, TagKind } from '#labels';
import type { Element } from '#xml';
import type { Category, Classification, Tag } from '../label.ts';

/** A classification and the element that defines it. */
export interface DefinedClassification {
  readonly element: Element;
  readonly classification: Classification;
}

/** A tag set and the elements that define it, its tags and their values. */
export interface DefinedTagSet {
  readonly element: Element;
  readonly oid: Oid;
  readonly name: string;
  readonly tags: readonly DefinedTag[];
  /** Its values by kind, all of them and by their lacv: what references mean. */
  readonly kinds: ReadonlyMap<TagKind, DefinedKind>;
}

export interface DefinedKind {
  readonly all: ReadonlySet<Category>;
  readonly byLacv: ReadonlyMap<bigint | string, Category>;
}

export interface DefinedTag {
  readonly element: Element;
  readonly tag: Tag;
  readonly values: readonly { readonly element: Element; readonly category: Category }[];
}

/** All that a reference inside a SPIF can mean; names under `nameKey`. */
export interface Known {
  readonly classifications: ReadonlyMap<string, Classification>;
  readonly tagSets: ReadonlyMap<string, DefinedTagSet>;
  /** Other policies, by the name that this SPIF gives them. */
  readonly policies: ReadonlyMap<string, Oid>;
}

/** The values of each kind in these tags. */
export function kindsOf(tags: readonly DefinedTag[]): Map<TagKind, DefinedKind> {
  const byKind = Map.groupBy(tags, ({ tag }) => tag.kind);
  return new Map(
    [...byKind].map(([kind, some]) => {
      const values = some.flatMap((one) => one.values.map(({ category }) => category));
      return [kind, { all: new Set(values), byLacv: new Map(values.map((value) => [value.lacv, value])) }];
    }),
  );
}
