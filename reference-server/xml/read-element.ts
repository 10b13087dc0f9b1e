import type { Element, Source } from './element.ts';

/**
 * An element that was read, with the text it was written as.
 *
 * `source` is no property of its own, so a copy made by spreading has none: what was changed on the way
 * (`{ ...element, children }`) is written anew, and never repeated as it was.
 */
export class ReadElement implements Element {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Element | string)[];
  readonly #source: Source;

  constructor(element: Element, source: Source) {
    this.name = element.name;
    this.namespace = element.namespace;
    this.attributes = element.attributes;
    this.children = element.children;
    this.#source = source;
  }

  get source(): Source {
    return this.#source;
  }
}
