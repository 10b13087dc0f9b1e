import { childElements, type Element, element } from '#xml';
import { LabelError } from '../errors.ts';
import { booleanOf, catalogAttribute } from './catalog-attribute.ts';
import { type CatalogItem, readCatalogItem, writeCatalogItem } from './catalog-item.ts';
import { catalogNamespace } from './namespaces.ts';

/** `<catalog/>`: which labels its asker may use towards `to`. A request is one without items. */
export interface Catalog {
  /** Whom the labels are for. */
  readonly to?: string;
  /** On whose behalf a server asks another. */
  readonly from?: string;
  /** The pubsub node that the labels are for. Source: XEP-0314 §4.1 */
  readonly node?: string;
  readonly name?: string;
  readonly desc?: string;
  /** Changes when the content does. */
  readonly id?: string;
  /** How many items there are; the reader compares nothing with it. */
  readonly size?: number;
  /** Only these labels are to be used. Left out is no. */
  readonly restrict?: boolean;
  readonly items: readonly CatalogItem[];
}

/** A `<catalog/>` with unqualified attributes, as every implementation writes it. Source: XEP-0258 §4 */
export function writeCatalog({ items, size, restrict, ...texts }: Catalog): Element {
  const { to, from, node, name, desc, id } = texts;
  const attributes = {
    to,
    from,
    node,
    name,
    desc,
    id,
    size: size?.toString(),
    restrict: restrict?.toString(),
  };
  return element(catalogNamespace, 'catalog', attributes, items.map(writeCatalogItem));
}

/**
 * Reads a `<catalog/>`: its attributes unqualified, or qualified as its schema says by mistake.
 *
 * @throws LabelError `label-structure`
 *
 * Source: XEP-0258 §4, §10.2
 */
export function readCatalog(wire: Element): Catalog {
  const catalog: Draft = { items: childElements(wire).map(readCatalogItem) };
  for (const name of ['to', 'from', 'node', 'name', 'desc', 'id'] as const) {
    const text = catalogAttribute(wire, name);
    if (text !== undefined) catalog[name] = text;
  }
  const size = catalogAttribute(wire, 'size');
  if (size !== undefined) catalog.size = sizeOf(size);
  const restrict = catalogAttribute(wire, 'restrict');
  if (restrict !== undefined) catalog.restrict = booleanOf('restrict', restrict);
  return catalog;
}

type Draft = { -readonly [Part in keyof Catalog]: Catalog[Part] };

function sizeOf(text: string): number {
  if (!/^\+?\d{1,9}$/.test(text)) throw new LabelError('label-structure', `size \`${text}\` of a catalog`);
  return Number(text);
}
