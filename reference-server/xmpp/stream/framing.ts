import { type Element, escapeAttribute, parseDocument, type RootTag } from '#xml';
import { namespaces } from '../namespaces.ts';
import { StreamError } from '../stream-error.ts';

/** Bounds of one message of a WebSocket. */
export interface FrameLimits {
  /** In bytes of UTF-8. */
  readonly maxBytes: number;
  /** Elements inside one another. */
  readonly maxDepth: number;
}

/** Attributes of one element, at most. */
const maxAttributes = 64;

/** RFC 7395 §3.3.2. */
const framing = 'urn:ietf:params:xml:ns:xmpp-framing';

/**
 * The one element that a WebSocket message is: a whole document, and nothing before its first `<`.
 *
 * @throws XmlError, StreamError
 * Source: RFC 7395 §3.3.3.
 */
export function readFrame(bytes: Buffer, limits: FrameLimits): Element {
  if (bytes[0] !== lessThan) throw new StreamError('not-well-formed', 'a message begins with an element');
  return parseDocument(bytes, { ...limits, maxAttributes });
}

const lessThan = 0x3c;

/** Is this the element that opens a stream, or the one that ends it? Source: RFC 7395 §3.4, §3.6. */
export function isFraming({ namespace, name }: Element, which: 'open' | 'close'): boolean {
  return namespace === framing && name === which;
}

/** What `<open/>` says, as a stream header over TCP would have said it. */
export function rootOf({ attributes }: Element): RootTag {
  return { ...streamRoot, attributes };
}

const streamRoot = {
  name: 'stream',
  namespace: namespaces.stream,
  defaultNamespace: namespaces.client,
  prefixes: new Map([['stream', namespaces.stream]]),
};

/** Opens the server's side. `domain` is missing when the client asked for none of ours. Source: RFC 7395 §3.4. */
export function openText(id: string, domain: string | undefined): string {
  const from = domain === undefined ? '' : ` from='${escapeAttribute(domain)}'`;
  return `<open xmlns='${framing}'${from} id='${id}' version='1.0' xml:lang='en'/>`;
}

/** Ends a side. Source: RFC 7395 §3.6. */
export const closeText = `<close xmlns='${framing}'/>`;

/**
 * An element as the server writes it for a TCP stream, so that it stands alone: what the stream's header would have
 * declared, it declares itself.
 *
 * Source: RFC 7395 §3.3.3.
 */
export function frameText(text: string): string {
  if (text.startsWith('<stream:')) return declaring(text, streamPrefix);
  return stanza.test(text) ? declaring(text, clientNamespace) : text;
}

const stanza = /^<(message|presence|iq)[\s/>]/;
const streamPrefix = ` xmlns:stream='${namespaces.stream}'`;
const clientNamespace = ` xmlns='${namespaces.client}'`;

/** The declaration comes right behind the element's name. */
function declaring(text: string, declaration: string): string {
  const end = text.search(/[\s/>]/);
  return text.slice(0, end) + declaration + text.slice(end);
}
