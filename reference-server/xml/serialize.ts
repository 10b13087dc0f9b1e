import type { Element } from './element.ts';
import { escapeText } from './escape.ts';
import { type DeclaredPrefixes, TagWriter } from './tag-writer.ts';

/**
 * Writes an element for a place whose default namespace is `within`.
 *
 * An element that was read in the same default namespace is repeated as it was written. Any other is written
 * anew, with `xmlns` where its namespace is not the one around it, and a prefix for each attribute that has
 * a namespace. `outer` are prefixes declared around that place: what is in one of their namespaces has that
 * prefix.
 *
 * Throws `XmlError` for text that XML cannot say.
 */
export function serialize(element: Element, within = '', outer: DeclaredPrefixes = {}): string {
  if (element.source?.within === within) return element.source.text;
  const tag = new TagWriter(element.name, element.namespace, within, outer);
  tag.addAttributes(element.attributes);
  if (element.children.length === 0) return `${tag.text}/>`;
  let inside = '';
  for (const child of element.children) {
    inside += typeof child === 'string' ? escapeText(child) : serialize(child, tag.inside, outer);
  }
  return `${tag.text}>${inside}</${tag.written}>`;
}

/**
 * Writes a start tag alone: the header of a stream, or of a stanza whose children are repeated as they are.
 *
 * `declares` are prefixes that the tag declares, and uses. Its key `''` is the default namespace for what is
 * inside, if that is not the tag's own, which then needs a prefix.
 */
export function startTag(
  name: string,
  namespace: string,
  attributes: Readonly<Record<string, string>> = {},
  within = '',
  declares: DeclaredPrefixes = {},
): string {
  const { '': inside, ...prefixes } = declares;
  const tag = new TagWriter(name, namespace, inside ?? within, prefixes);
  if (tag.inside !== (inside ?? tag.inside))
    throw new Error(`no prefix for \`${namespace}\` to write \`${name}\` with`);
  if (inside !== undefined && inside !== within) tag.add('xmlns', inside);
  for (const [prefix, declared] of Object.entries(prefixes)) tag.add(`xmlns:${prefix}`, declared);
  tag.addAttributes(attributes);
  return `${tag.text}>`;
}
