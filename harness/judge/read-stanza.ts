import { childElements, type Element, parseDocument, XmlError } from '#xml';

/**
 * One stanza as its stream had it: its default namespace is the stream's. `undefined` when the text is not exactly one
 * well-formed element.
 */
export function readStanza(raw: string): Element | undefined {
  try {
    const stream = parseDocument(`<s xmlns='jabber:client' xmlns:stream='${streams}'>${raw}</s>`, {
      comments: true,
    });
    const [stanza, ...more] = childElements(stream);
    return more.length === 0 ? stanza : undefined;
  } catch (error) {
    if (error instanceof XmlError) return undefined;
    throw error;
  }
}

const streams = 'http://etherx.jabber.org/streams';
