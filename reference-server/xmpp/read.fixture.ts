import { childElements, type Element, parseDocument } from '#xml';
import { type Jid, parseJid } from './jid.ts';

/** The address that a test writes, which is one. */
export function jid(text: string): Jid {
  const parsed = parseJid(text);
  if (parsed === undefined) throw new Error(`not an address: \`${text}\``);
  return parsed;
}

/** An element as a client's stream brings it. */
export function readElement(xml: string): Element {
  return readContent('jabber:client', xml);
}

/** An element as a peer's stream brings it. */
export function readPeerElement(xml: string): Element {
  return readContent('jabber:server', xml);
}

function readContent(namespace: string, xml: string): Element {
  const [element] = childElements(parseDocument(`<stream xmlns='${namespace}'>${xml}</stream>`));
  if (element === undefined) throw new Error(`no element: \`${xml}\``);
  return element;
}
