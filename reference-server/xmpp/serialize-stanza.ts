import { escapeAttribute, serialize } from '#xml';
import { movedTo } from './content-namespace.ts';
import type { Jid } from './jid.ts';
import { namespaces } from './namespaces.ts';
import type { Stanza } from './stanza.ts';

/** How a stanza is written where that is not how it is: all of it is the stanza's own when left out. */
export interface StanzaSpelling {
  readonly from?: Jid;
  readonly to?: Jid;
  /** The content namespace of the stream that it is written to; `jabber:client` when left out. */
  readonly namespace?: string;
  /** Its children as `serializeContent` wrote them for the same namespace: made once for many destinations. */
  readonly content?: string;
}

/**
 * A stanza as the text that is sent. The start tag is written from the stanza's fields; its children are repeated as they
 * were read, so that signatures over them still hold.
 */
export function serializeStanza(stanza: Stanza, spelling: StanzaSpelling = {}): string {
  const { kind, type, id, lang } = stanza;
  const from = spelling.from ?? stanza.from;
  const to = spelling.to ?? stanza.to;
  let text = `<${kind} from='${escapeAttribute(from.full)}'`;
  if (to !== undefined) text += ` to='${escapeAttribute(to.full)}'`;
  if (id !== undefined) text += ` id='${escapeAttribute(id)}'`;
  // No presence has the type `available`, and `normal` goes without saying
  if (type !== 'available' && type !== 'normal') text += ` type='${escapeAttribute(type)}'`;
  if (lang !== undefined) text += ` xml:lang='${escapeAttribute(lang)}'`;
  const content = spelling.content ?? serializeContent(stanza, spelling.namespace);
  return content === '' ? `${text}/>` : `${text}>${content}</${kind}>`;
}

/**
 * The children of a stanza as they are sent in a stream with the content namespace `namespace`. Text between them is left
 * out: a stanza has none (RFC 6120 §8.4).
 */
export function serializeContent({ element }: Stanza, namespace: string = namespaces.client): string {
  let text = '';
  for (const child of element.children) {
    if (typeof child === 'string') continue;
    text +=
      element.namespace === namespace
        ? serialize(child, namespace)
        : serialize(movedTo(namespace, child, element.namespace), namespace);
  }
  return text;
}
