import { childElements, type Element, element } from '#xml';
import { LabelError } from '../errors.ts';
import { booleanOf, catalogAttribute } from './catalog-attribute.ts';
import { catalogNamespace, securityLabelNamespace } from './namespaces.ts';

/** One label on offer; without a `<securitylabel/>`, the offer to send without one. */
export interface CatalogItem {
  /** Its place in a menu: `Classified|SECRET`. */
  readonly selector?: string;
  /** The one to choose where the user chooses none. */
  readonly isDefault: boolean;
  readonly securityLabel?: Element;
}

/** An `<item/>`. Source: XEP-0258 §4 */
export function writeCatalogItem({ selector, isDefault, securityLabel }: CatalogItem): Element {
  const attributes = { selector, default: isDefault ? 'true' : undefined };
  return element(catalogNamespace, 'item', attributes, securityLabel === undefined ? [] : [securityLabel]);
}

/** Reads an `<item/>`. @throws LabelError `label-structure` */
export function readCatalogItem(wire: Element): CatalogItem {
  if (wire.namespace !== catalogNamespace || wire.name !== 'item') throw stranger(wire);
  const [securityLabel, second] = childElements(wire);
  if (second !== undefined) throw new LabelError('label-structure', 'catalog item with two elements');
  const isDefault = booleanOf('default', catalogAttribute(wire, 'default') ?? 'false');
  const selector = catalogAttribute(wire, 'selector');
  const item = selector === undefined ? { isDefault } : { selector, isDefault };
  if (securityLabel === undefined) return item;
  if (securityLabel.namespace !== securityLabelNamespace || securityLabel.name !== 'securitylabel') {
    throw stranger(securityLabel);
  }
  return { ...item, securityLabel };
}

function stranger(wire: Element): LabelError {
  return new LabelError('label-structure', `element \`${wire.name}\` of \`${wire.namespace}\` in a catalog`);
}
