import { Cursor, placeIn } from './cursor.ts';
import type { Element } from './element.ts';
import { XmlError } from './errors.ts';
import { documentLimits, type Limits } from './limits.ts';
import { passEpilog, passProlog } from './prolog.ts';
import { scanElement } from './scan-element.ts';
import { decodeUtf8, utf8Length } from './utf8.ts';

export interface DocumentOptions extends Partial<Limits> {
  /** Are comments skipped? Otherwise they are refused. */
  readonly comments?: boolean;
}

/**
 * Reads a whole document: a policy, a label. An XML declaration may begin it; a DTD or a processing
 * instruction is refused, always. Bytes are UTF-8, with or without a byte order mark.
 *
 * Throws `XmlError` with line and column.
 */
export function parseDocument(document: Uint8Array | string, options: DocumentOptions = {}): Element {
  const { comments = false, ...asked } = options;
  const limits = { ...documentLimits, ...asked };
  const text = readText(document, limits.maxBytes);
  const located = (element: Element, at: number): void => {
    places.set(element, { text, at });
  };
  const cursor = new Cursor(text, { limits, comments, document: true, located });
  passProlog(cursor);
  const root = scanElement(cursor, '', 1);
  passEpilog(cursor);
  return root;
}

/** The line, from 1, where an element of a document begins; undefined for one that was not parsed from a document. */
export function lineOf(element: Element): number | undefined {
  const place = places.get(element);
  return place === undefined ? undefined : placeIn(place.text, place.at).line;
}

const places = new WeakMap<Element, { readonly text: string; readonly at: number }>();

function readText(document: Uint8Array | string, maxBytes: number): string {
  const bytes = typeof document === 'string' ? utf8Length(document) : document.length;
  if (bytes > maxBytes) throw new XmlError('xml-too-large', `document of ${bytes} bytes`);
  const text = typeof document === 'string' ? document : decodeUtf8(document);
  return text.startsWith(byteOrderMark) ? text.slice(1) : text;
}

const byteOrderMark = '\ufeff';
