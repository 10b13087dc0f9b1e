import type { Element } from '#xml';

/**
 * A stanza that goes from a stream of one content namespace to a stream of another: it and what it holds of that namespace
 * change to the other, and all else stays as it was written. What is in it as text is left out: a stanza has none.
 *
 * Source: RFC 6120 §4.8.3, §8.4.
 */
export function inContentOf(after: string, stanza: Element): Element {
  const { name, namespace: before, attributes } = stanza;
  if (before === after) return stanza;
  const children: Element[] = [];
  for (const child of stanza.children)
    if (typeof child !== 'string') children.push(movedTo(after, child, before));
  return { name, namespace: after, attributes, children };
}

/** A child of a stanza, for a stanza in the other namespace. */
export function movedTo(after: string, child: Element, before: string): Element {
  const { source } = child;
  const isAlike = source?.within === before && isSpelledAlike(child, source.text, before);
  const element = child.namespace === before ? renamed(child, before, after) : child;
  return isAlike ? { ...element, source: { text: source.text, within: after } } : element;
}

/** Do the characters of `child` say in the other namespace what they said in this one? */
function isSpelledAlike(child: Element, text: string, before: string): boolean {
  if (child.namespace === before) return !text.includes('xmlns');
  // In a namespace of its own and without a prefix: then its start tag declares the default for all inside
  return text.startsWith(child.name, 1) && /[\s\/>]/.test(text.charAt(1 + child.name.length));
}

function renamed(element: Element, before: string, after: string): Element {
  const children = element.children.map((child) =>
    typeof child === 'string' || child.namespace !== before ? child : renamed(child, before, after),
  );
  return { name: element.name, namespace: after, attributes: element.attributes, children };
}
