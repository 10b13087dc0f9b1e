import { childElements, type Element, escapeAttribute, parseDocument } from '#xml';
import { startTagOf } from '../actors/index.ts';
import { ns } from './namespaces.ts';

/** The two domains of a stream: who sends on it, and to whom. */
export interface DomainPair {
  readonly from: string;
  readonly to: string;
}

/** A stream's header; `id` in an answer only. Source: RFC 6120 §4.7. */
export function headerText({ from, to }: DomainPair, id?: string): string {
  const named = id === undefined ? '' : ` id='${escapeAttribute(id)}'`;
  return `<?xml version='1.0'?><stream:stream xmlns='${ns.server}' xmlns:stream='${ns.streams}' xmlns:db='${ns.dialback}' from='${escapeAttribute(from)}' to='${escapeAttribute(to)}'${named} version='1.0'>`;
}

/** A stanza as a client would have it from its own server: `jabber:server` is written `jabber:client`, and nothing else differs. */
export function toClientText(text: string): string {
  return text.replace(/(\sxmlns(?::[\w.-]+)?\s*=\s*)(['"])jabber:server\2/g, '$1$2jabber:client$2');
}

/** A stanza's text with the prefixes that its stream's header declares and it does not: it says the same wherever it stands. */
export function withPrefixes(text: string, declared: ReadonlyMap<string, string>): string {
  const start = startTagOf(text);
  const missing = [...declared].filter(
    ([prefix]) =>
      prefix !== 'stream' && prefix !== 'db' && !new RegExp(`\\sxmlns:${prefix}\\s*=`).test(start),
  );
  const added = missing.map(([prefix, namespace]) => ` xmlns:${prefix}='${escapeAttribute(namespace)}'`);
  return start + added.join('') + text.slice(start.length);
}

/** The element of such a text. @throws XmlError */
export function clientElement(text: string): Element | undefined {
  const stream = parseDocument(
    `<s xmlns='${ns.client}' xmlns:stream='${ns.streams}' xmlns:db='${ns.dialback}'>${text}</s>`,
  );
  return childElements(stream)[0];
}

/** The domain of a JID. */
export function domainOf(jid: string): string {
  const bare = jid.replace(/\/.*$/s, '');
  return bare.slice(bare.indexOf('@') + 1).toLowerCase();
}

/** The JID without its resource. */
export function bareOf(jid: string): string {
  return jid.replace(/\/.*$/s, '');
}
