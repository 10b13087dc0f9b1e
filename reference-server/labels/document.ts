import { type Element, parseDocument, XmlError } from '#xml';
import { LabelError } from './errors.ts';

/**
 * The root of an XML document that was given as text; comments are passed over.
 *
 * @throws LabelError `label-encoding` where it is not well formed or has a DTD; `label-too-large` past `maxBytes`
 */
export function readDocument(text: string, maxBytes: number): Element {
  return asLabelErrors(() => parseDocument(text, { maxBytes, comments: true }));
}

/** What `read` gives. An XmlError that it throws becomes a LabelError; any other error is our own mistake and stays one. */
export function asLabelErrors<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof XmlError)) throw cause;
    const tooLarge = cause.code === 'xml-too-large' || cause.code === 'xml-too-deep';
    throw new LabelError(tooLarge ? 'label-too-large' : 'label-encoding', cause.message, { cause });
  }
}
