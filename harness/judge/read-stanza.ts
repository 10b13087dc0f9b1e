import { childElements, type Element, parseDocument } from '#xml';

/** What stands for a stanza that is not exactly one well-formed element: no name, nothing in it. */
export const unreadable: Element = { name: '', namespace: '', attributes: {}, children: [] };

/** One stanza as its stream had it: its default namespace is the stream's. `unreadable` when it is no stanza. */
export function readStanza(raw: string): Element {
  try {
    const stream = parseDocument(`<s xmlns='jabber:client' xmlns:stream='${streams}'>${raw}</s>`, {
      comments: true,
    });
    const [stanza, ...more] = childElements(stream);
    return stanza && more.length === 0 ? stanza : unreadable;
  } catch {
    return unreadable;
  }
}

const streams = 'http://etherx.jabber.org/streams';
