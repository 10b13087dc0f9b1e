import { childElements, childOf, type Element, element, textOf } from '#xml';
import { parseJid } from '../xmpp/index.ts';

/** A request that is let through between clients: how its answer is written again without what is not part of it. */
interface Harmless {
  readonly name: string;
  readonly answer: (payload: Element) => Element;
}

/**
 * The requests between clients that carry nothing: a ping, and questions about the software and the time since it was last
 * used. Of a domain, which is a server elsewhere, one may ask what there is at it, its domain for rooms above all. Their answers are
 * written again, with the few short words that they consist of.
 *
 * Source: XEP-0199 §4, XEP-0092 §3, XEP-0012 §3, XEP-0030 §3, §4.
 */
const harmless: ReadonlyMap<string, Harmless> = new Map([
  ['urn:xmpp:ping', { name: 'ping', answer: ({ namespace }) => element(namespace, 'ping') }],
  ['jabber:iq:version', { name: 'query', answer: versionAnswer }],
  ['jabber:iq:last', { name: 'query', answer: lastAnswer }],
  ['http://jabber.org/protocol/disco#info', { name: 'query', answer: infoAnswer }],
]);

const ofDomains: typeof harmless = new Map([
  ...harmless,
  ['http://jabber.org/protocol/disco#items', { name: 'query', answer: itemsAnswer }],
]);

/** Who is asked: a client, or a domain. */
export type Asked = 'client' | 'domain';

/** The request written again, or `undefined`: it is none of those, or it says more than that it asks. */
export function harmlessRequest(payload: Element, asked: Asked): Element | undefined {
  const { namespace, name, attributes, children } = payload;
  const isEmpty = Object.keys(attributes).length === 0 && children.length === 0;
  return isEmpty && knownOf(asked).get(namespace)?.name === name ? element(namespace, name) : undefined;
}

/** The answer written again, or `undefined`: it is an answer to none of those. */
export function harmlessAnswer(payload: Element, asked: Asked): Element | undefined {
  const known = knownOf(asked).get(payload.namespace);
  return known?.name === payload.name ? known.answer(payload) : undefined;
}

function knownOf(asked: Asked): typeof harmless {
  return asked === 'domain' ? ofDomains : harmless;
}

/** Letters of one word of an answer: the rest is cut off. */
const maxWord = 64;
/** Identities and features of an answer. */
const maxFeatures = 100;

function versionAnswer({ namespace, children }: Element): Element {
  const parts = ['name', 'version', 'os'].flatMap((name) => {
    const part = childOf({ name: '', namespace, attributes: {}, children }, namespace, name);
    return part === undefined ? [] : [element(namespace, name, {}, [textOf(part).slice(0, maxWord)])];
  });
  return element(namespace, 'query', {}, parts);
}

function lastAnswer({ namespace, attributes }: Element): Element {
  const seconds = attributes['seconds'] ?? '';
  return element(namespace, 'query', { seconds: /^\d{1,10}$/.test(seconds) ? seconds : '0' });
}

function infoAnswer({ namespace, children }: Element): Element {
  const parent = { name: '', namespace, attributes: {}, children };
  const parts = childElements(parent).flatMap((child) => {
    if (child.namespace !== namespace) return [];
    const { category, type, var: feature } = child.attributes;
    if (child.name === 'identity') return [element(namespace, 'identity', words({ category, type }))];
    return child.name === 'feature' ? [element(namespace, 'feature', words({ var: feature }))] : [];
  });
  return element(namespace, 'query', {}, parts.slice(0, maxFeatures));
}

/** An address that is cut off is another: one that is too long is left out. */
function itemsAnswer({ namespace, children }: Element): Element {
  const items = childElements({ name: '', namespace, attributes: {}, children }).flatMap((child) => {
    const { jid = '', name } = child.attributes;
    const isItem =
      child.namespace === namespace && child.name === 'item' && child.attributes['node'] === undefined;
    if (!isItem || parseJid(jid) === undefined || jid.length > maxAddress) return [];
    return [element(namespace, 'item', { jid, ...(name === undefined ? {} : words({ name })) })];
  });
  return element(namespace, 'query', {}, items.slice(0, maxFeatures));
}

/** Letters of an address in an answer. */
const maxAddress = 256;

function words(attributes: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value = '']) => [name, value.slice(0, maxWord)]),
  );
}
