import type { Element } from '#xml';
import { type Jid, parseJid } from './jid.ts';
import { langAttribute } from './namespaces.ts';
import type { Answerable, Stanza, StanzaKind, StanzaRefusal } from './stanza.ts';

/** Is it a stanza of a stream whose content namespace is `namespace`? */
export function isStanzaElement(element: Element, namespace: string): boolean {
  return element.namespace === namespace && kindOf(element) !== undefined;
}

/**
 * The stanza that a stanza element is, or what to answer it with. `from` is who sent it, whatever it says; `lang` the
 * language of its stream.
 *
 * Source: RFC 6120 §8.1, §8.2.3; RFC 6121 §4.7.1, §5.2.2.
 */
export function readStanza(element: Element, from: Jid, lang?: string): Stanza | StanzaRefusal {
  const kind = kindOf(element);
  if (kind === undefined) throw new Error(`not a stanza: \`${element.name}\``);
  const { attributes } = element;
  const { to: toText, id, type: typeText } = attributes;
  const to = toText === undefined ? undefined : parseJid(toText);
  const type = typeOf(kind, typeText);
  const addressed: Draft<Answerable> = { kind, type: type ?? typeText ?? '', from };
  if (id !== undefined) addressed.id = id;
  if (to !== undefined) addressed.to = to;
  if (toText !== undefined && to === undefined) return { ...addressed, refused: 'jid-malformed' };
  if (type === undefined || (kind === 'iq' && !isWholeIq(element, type))) {
    return { ...addressed, refused: 'bad-request' };
  }
  const stanza: Draft<Stanza> = Object.assign(addressed, { element });
  const spoken = attributes[langAttribute] ?? lang;
  if (spoken !== undefined) stanza.lang = spoken;
  return stanza;
}

/** A value that is still being made: assigning a field that is there costs less than spreading one that may not be. */
type Draft<T> = { -readonly [K in keyof T]: T[K] };

function kindOf({ name }: Element): StanzaKind | undefined {
  return name === 'message' || name === 'presence' || name === 'iq' ? name : undefined;
}

/** The type with its default filled in, or `undefined` where there is no such type. */
function typeOf(kind: StanzaKind, type: string | undefined): string | undefined {
  switch (kind) {
    case 'message':
      // RFC 6121 §5.2.2: a type that is not known is a normal message
      return type !== undefined && messageTypes.has(type) ? type : 'normal';
    case 'presence':
      return type === undefined ? 'available' : presenceTypes.has(type) ? type : undefined;
    case 'iq':
      return type !== undefined && iqTypes.has(type) ? type : undefined;
  }
}

const messageTypes: ReadonlySet<string> = new Set(['chat', 'error', 'groupchat', 'headline', 'normal']);
const presenceTypes: ReadonlySet<string> = new Set([
  'error',
  'probe',
  'subscribe',
  'subscribed',
  'unavailable',
  'unsubscribe',
  'unsubscribed',
]);
const iqTypes: ReadonlySet<string> = new Set(['get', 'set', 'result', 'error']);

/** Has an iq its id, and as many children as its type asks for? Source: RFC 6120 §8.2.3. */
function isWholeIq(iq: Element, type: string): boolean {
  if ((iq.attributes['id'] ?? '') === '') return false;
  let payloads = 0;
  for (const child of iq.children) if (typeof child !== 'string') payloads += 1;
  if (type === 'get' || type === 'set') return payloads === 1;
  return type === 'result' ? payloads <= 1 : payloads >= 1;
}
