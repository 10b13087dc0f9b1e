import { type Element, element } from '#xml';
import { LabelError } from '../errors.ts';
import { isOid } from '../oid.ts';
import type { Oid, UnreadPart, WrittenCategory, WrittenPolicy } from '../written-label.ts';
import { collapse, isXmlText } from '../xml-schema.ts';
import { confidentialityLabelNamespace as labelNamespace } from './namespaces.ts';

/** A PolicyIdentifier, which has a name. @throws LabelError `label-inexpressible` */
export function writePolicyIdentifier(policy: WrittenPolicy | undefined): Element {
  if (policy?.name === undefined) {
    throw new LabelError('label-inexpressible', `policy \`${policy?.oid ?? ''}\` without a name`);
  }
  return leaf('PolicyIdentifier', tokenOf('policy', policy.name), { URI: uriOf(policy.oid) });
}

/** @throws LabelError `label-inexpressible` for a number */
export function writeClassification(classification: bigint | string | undefined): Element {
  if (typeof classification === 'string') {
    return leaf('Classification', tokenOf('classification', classification));
  }
  throw new LabelError('label-inexpressible', `classification \`${classification ?? ''}\``);
}

/** One Category for each. @throws LabelError `label-inexpressible` for a number, or a tag set without a name */
export function writeCategory({ tagSet, kind, values }: WrittenCategory): Element {
  if (tagSet.name === undefined) {
    throw new LabelError('label-inexpressible', `tag set \`${tagSet.oid ?? ''}\` without a name`);
  }
  const attributes = { Type: typeOf(kind), TagName: sayable('tag set', tagSet.name), URI: uriOf(tagSet.oid) };
  return element(labelNamespace, 'Category', attributes, values.map(writeValue));
}

/** @throws LabelError `label-inexpressible` when there is one */
export function refuseUnread([unread]: readonly UnreadPart[]): void {
  if (unread !== undefined) {
    throw new LabelError('label-inexpressible', `${unread.where} in syntax \`${unread.syntax}\``);
  }
}

/** An element with nothing but text in it. */
export function leaf(
  name: string,
  text: string,
  attributes: Record<string, string | undefined> = {},
): Element {
  return element(labelNamespace, name, attributes, text === '' ? [] : [text]);
}

/** @throws LabelError `label-inexpressible` for a text with a character that XML cannot carry */
export function sayable(what: string, text: string): string {
  if (isXmlText(text)) return text;
  throw new LabelError('label-inexpressible', `${what} with a character that XML cannot carry`);
}

function tokenOf(what: string, text: string): string {
  const token = collapse(sayable(what, text));
  if (token === '') throw new LabelError('label-inexpressible', `${what} without a name`);
  return token;
}

function uriOf(oid: Oid | undefined): string | undefined {
  if (oid === undefined) return undefined;
  if (!isOid(oid)) throw new LabelError('label-inexpressible', `object identifier \`${oid}\``);
  return `urn:oid:${oid}`;
}

function typeOf(kind: WrittenCategory['kind']): string {
  switch (kind) {
    case 'restrictive':
    case 'enumerated-restrictive':
    case 'any-restrictive':
      return 'RESTRICTIVE';
    case 'permissive':
    case 'enumerated-permissive':
    case 'any-permissive':
      return 'PERMISSIVE';
    case 'informative':
      return 'INFORMATIVE';
    case 'unsaid':
      throw new LabelError('label-inexpressible', 'category of kind `unsaid`');
  }
}

function writeValue(value: bigint | string): Element {
  if (typeof value === 'string') return leaf('GenericValue', sayable('category value', value));
  throw new LabelError('label-inexpressible', `category value \`${value}\``);
}
