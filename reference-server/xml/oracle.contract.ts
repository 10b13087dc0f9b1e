import { SaxesParser } from 'saxes';
import { type Element, setAttribute } from './element.ts';

/** An element while saxes is inside it. */
export interface OpenElement extends Element {
  readonly children: (Element | string)[];
}

/**
 * What saxes, another's strict parser, makes of the same text; throws where saxes finds it not well-formed.
 * It refuses DTDs, processing instructions and comments as a stream does. `told` is given each child of
 * the root, which then does not keep it.
 */
export class SaxesReader {
  root: Element | undefined;
  readonly #parser = new SaxesParser({ xmlns: true, position: false });
  readonly #open: OpenElement[] = [];

  constructor(told?: (child: Element) => void) {
    const parser = this.#parser;
    parser.on('error', (error) => {
      throw error;
    });
    parser.on('opentag', (tag) => {
      const attributes: Record<string, string> = {};
      for (const { prefix, local, uri, value, name } of Object.values(tag.attributes)) {
        if (prefix !== 'xmlns' && name !== 'xmlns')
          setAttribute(attributes, prefix === '' ? local : `{${uri}}${local}`, value);
      }
      this.#open.push({ name: tag.local, namespace: tag.uri, attributes, children: [] });
    });
    parser.on('closetag', () => {
      const closed = this.#open.pop();
      if (closed === undefined) return;
      const parent = this.#open.at(-1);
      if (parent === undefined) this.root = closed;
      else if (told !== undefined && this.#open.length === 1) told(closed);
      else parent.children.push(closed);
    });
    parser.on('text', (text) => this.#open.at(-1)?.children.push(text));
    parser.on('cdata', (text) => this.#open.at(-1)?.children.push(text));
    for (const markup of ['comment', 'processinginstruction', 'doctype'] as const) {
      parser.on(markup, () => {
        throw new Error(markup);
      });
    }
  }

  write(text: string): void {
    this.#parser.write(text);
  }

  /** Throws if the root has not ended. */
  close(): void {
    this.#parser.close();
  }
}

/** The root of a whole document as saxes reads it. */
export function parseWithSaxes(text: string): Element {
  const reader = new SaxesReader();
  reader.write(text);
  reader.close();
  if (reader.root === undefined) throw new Error('no root');
  return reader.root;
}
