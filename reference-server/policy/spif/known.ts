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

/** The values of one kind in a tag set. */
export function valuesOf(tagSet: DefinedTagSet, kind: TagKind): Category[] {
  return tagSet.tags
    .filter(({ tag }) => tag.kind === kind)
    .flatMap(({ values }) => values.map(({ category }) => category));
}
