import type { Element } from './element.ts';
import { ReadElement } from './read-element.ts';
import { serialize } from './serialize.ts';

/**
 * An element that many stanzas will hold: with the text it is written as wherever the default namespace is `within`, as if it had
 * been read there. A copy made by spreading is written anew.
 *
 * Throws `XmlError` for text that XML cannot say.
 */
export function writtenOnce(element: Element, within: string): Element {
  return new ReadElement(element, { text: serialize(element, within), within });
}
