import { type Element, element } from '#xml';
import { type Stanza, withChildren } from '../xmpp/index.ts';
import { type Exempt, ownStanza } from './exempt.ts';
import { wordlessRequest } from './room/room-request.ts';
import type { Rules } from './rules.ts';

/**
 * A message without content, where the policy has no default label: a typing notification, a receipt or a marker, and
 * nothing else in it; or a request to a room without words (`wordlessRequest`). It is made anew of what those elements are defined to hold, so that it carries no text of its
 * sender's but the ids of messages. `undefined`: it has content, or the mode exempts none; then it needs a label.
 *
 * Where there is a default label, the policy's or that of the peer it comes from, it takes that like any message; a label on it
 * decides as on any message.
 */
export function admitContentFree(stanza: Stanza, rules: Rules, peer?: string): Exempt | undefined {
  if (rules.clearances.defaultLabel() !== undefined) return undefined;
  if (peer !== undefined && rules.peers.between(stanza.to?.domain ?? '', peer).defaultLabel !== undefined)
    return undefined;
  if (rules.contentFree === 'deny' && !rules.faults.has('free.mode')) return undefined;
  if (stanza.type !== 'chat' && stanza.type !== 'normal' && !isToRoom(stanza, rules)) return undefined;
  const signs = signsOf(stanza, rules) ?? requestOf(stanza, rules);
  if (signs === undefined) return undefined;
  const { kind, type, id, from, to, element: message } = stanza;
  const bare: Stanza = { kind, type, from, element: message, ...(id && { id }), ...(to && { to }) };
  return ownStanza(rules.faults.has('free.content') ? stanza : withChildren(bare, signs));
}

function isToRoom({ type, to }: Stanza, { rooms }: Rules): boolean {
  return type === 'groupchat' && to?.resource === '' && rooms.of(to.bare) !== undefined;
}

/** What it asks of a room, with an id that says as little. */
function requestOf(stanza: Stanza, rules: Rules): readonly Element[] | undefined {
  const request = wordlessRequest(stanza, rules);
  return request !== undefined && (stanza.id === undefined || isId(stanza.id)) ? [request] : undefined;
}

/** The elements that say nothing (XEP-0085, XEP-0184, XEP-0333), and whether they name the message that they are about. */
const signTable: ReadonlyMap<string, 'plain' | 'about'> = new Map([
  ...signs('http://jabber.org/protocol/chatstates', 'plain', [
    'active',
    'composing',
    'gone',
    'inactive',
    'paused',
  ]),
  ...signs('urn:xmpp:receipts', 'about', ['received']),
  ...signs('urn:xmpp:chat-markers:0', 'about', ['acknowledged', 'displayed', 'received']),
]);

function signs(
  namespace: string,
  kind: 'plain' | 'about',
  names: readonly string[],
): (readonly [string, 'plain' | 'about'])[] {
  return names.map((name) => [`${namespace} ${name}`, kind]);
}

/** The message's signs made anew; `undefined` where there is none, one twice, or anything else. */
function signsOf({ id, element: message }: Stanza, { faults }: Rules): readonly Element[] | undefined {
  if (id !== undefined && !isId(id)) return undefined;
  const found = new Map<string, Element>();
  for (const child of message.children) {
    const sign = typeof child === 'string' ? undefined : signOf(child);
    if (sign === undefined && (faults.has('free.content') || isBlank(child))) continue;
    if (sign === undefined || found.has(keyOf(sign))) return undefined;
    if (faults.has('free.mixed') && signTable.get(keyOf(sign)) === 'about') return undefined;
    found.set(keyOf(sign), sign);
  }
  return found.size === 0 ? undefined : [...found.values()];
}

function signOf(child: Element): Element | undefined {
  const { namespace, name, attributes, children } = child;
  const kind = signTable.get(keyOf(child));
  if (kind === undefined || children.length > 0) return undefined;
  const { id, ...others } = attributes;
  if (Object.keys(others).length > 0) return undefined;
  if (kind === 'plain') return id === undefined ? element(namespace, name) : undefined;
  return id !== undefined && isId(id) ? element(namespace, name, { id }) : undefined;
}

function keyOf({ namespace, name }: Element): string {
  return `${namespace} ${name}`;
}

function isBlank(child: Element | string): boolean {
  return typeof child === 'string' && child.trim() === '';
}

/** What clients make ids of, and no more than they need: an id is the one place left for text of the sender's. */
function isId(text: string): boolean {
  return /^[\w.:@/+=-]{1,64}$/.test(text);
}
