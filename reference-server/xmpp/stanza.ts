import type { Element } from '#xml';
import type { Jid } from './jid.ts';

export type StanzaKind = 'message' | 'presence' | 'iq';

/**
 * A stanza: the element, and what routing asks of it read once.
 *
 * `type` has its default filled in (`normal` for a message, `available` for a presence). `from` is what the server
 * knows of the sender, never what the client wrote (RFC 6120 §8.1.2.1); `element`'s own attributes are not looked at
 * again, `serializeStanza` writes these fields instead.
 */
export interface Stanza {
  readonly kind: StanzaKind;
  readonly type: string;
  readonly id?: string;
  readonly from: Jid;
  readonly to?: Jid;
  /** `xml:lang` of the stanza, or of its stream. */
  readonly lang?: string;
  readonly element: Element;
}

/** What an answer needs to know of a stanza. */
export type Answerable = Pick<Stanza, 'kind' | 'type' | 'id' | 'from' | 'to'>;

/** A stanza that is not handled but answered with an error; `to` is missing where it could not be read. */
export interface StanzaRefusal extends Answerable {
  readonly refused: 'bad-request' | 'jid-malformed';
}

/** The same stanza with other children. */
export function withChildren(stanza: Stanza, children: readonly Element[]): Stanza {
  const { namespace, name, attributes } = stanza.element;
  return { ...stanza, element: { namespace, name, attributes, children } };
}
