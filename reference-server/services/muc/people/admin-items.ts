import { childElements, childOf, type Element, textOf } from '#xml';
import { parseJid, type StanzaError } from '../../../xmpp/index.ts';
import { type Affiliation, isAffiliation, isRole, type Role } from '../affiliation.ts';
import { addressIn } from '../entering/nickname.ts';
import { mucAdminNamespace } from '../namespaces.ts';
import type { Occupant } from '../occupant.ts';
import type { Room } from '../room.ts';

/** What is to become of one account, or of one occupant. */
export type AdminItem = AffiliationItem | RoleItem;

export interface AffiliationItem {
  /** A bare JID. */
  readonly user: string;
  readonly affiliation: Affiliation;
  /** The nickname that is kept for the account from now on. */
  readonly nick: string | undefined;
  readonly reason: string | undefined;
}

export interface RoleItem {
  readonly occupant: Occupant;
  readonly role: Role;
  readonly reason: string | undefined;
}

/** Most items of one request: each is told to everybody in the room. */
const maxItems = 100;

/** Longest reason, in characters: it is said to everybody. */
const maxReasonLength = 500;

/** All the items of a request, or what is wrong with one of them. XEP-0045 §8, §9. */
export function readAdminItems(query: Element, room: Room): readonly AdminItem[] | StanzaError {
  const elements = childElements(query).filter(isItem);
  if (elements.length > maxItems) return { condition: 'not-acceptable' };
  const items: AdminItem[] = [];
  for (const element of elements) {
    const item = readItem(element, room);
    if ('condition' in item) return item;
    items.push(item);
  }
  return items.length === 0 ? { condition: 'bad-request' } : items;
}

/** Is it one of the things that a request lists? */
export function isItem({ namespace, name }: Element): boolean {
  return namespace === mucAdminNamespace && name === 'item';
}

function readItem(item: Element, room: Room): AdminItem | StanzaError {
  const { affiliation, role } = item.attributes;
  const written = childOf(item, mucAdminNamespace, 'reason');
  const text = written === undefined ? '' : textOf(written);
  if (text.length > maxReasonLength) return { condition: 'not-acceptable' };
  const reason = text === '' ? undefined : text;
  if (isAffiliation(affiliation) && role === undefined) return whose(item, { affiliation, reason }, room);
  if (isRole(role) && affiliation === undefined) return whom(item, { role, reason }, room);
  return { condition: 'bad-request' };
}

/** An account is named by its address, or by the nickname that it has in the room; a nickname beside the address is to be its own. */
function whose(
  { attributes: { jid, nick } }: Element,
  change: Pick<AffiliationItem, 'affiliation' | 'reason'>,
  room: Room,
): AffiliationItem | StanzaError {
  if (jid === undefined) {
    const occupant = nick === undefined ? undefined : named(nick, room);
    return occupant === undefined ? unknown(nick) : { ...change, user: occupant.user, nick: undefined };
  }
  const account = parseJid(jid);
  const own = nick === undefined ? undefined : addressIn(room.jid, nick)?.resource;
  if (account === undefined || account.local === '' || (nick !== undefined && own === undefined))
    return { condition: 'jid-malformed' };
  return { ...change, user: account.bare, nick: own };
}

/** An occupant is named by its nickname, or by the address of its account or of one of its sessions. */
function whom(
  { attributes: { jid, nick } }: Element,
  change: Pick<RoleItem, 'role' | 'reason'>,
  room: Room,
): RoleItem | StanzaError {
  const account = jid === undefined || nick !== undefined ? undefined : parseJid(jid);
  const occupant =
    nick === undefined
      ? account && (room.occupantOf(account) ?? room.occupantsOf(account.bare)[0])
      : named(nick, room);
  return occupant === undefined ? unknown(nick ?? jid) : { ...change, occupant };
}

function named(nick: string, room: Room): Occupant | undefined {
  return room.occupantAt(addressIn(room.jid, nick)?.resource ?? '');
}

function unknown(name: string | undefined): StanzaError {
  return { condition: name === undefined ? 'bad-request' : 'item-not-found' };
}
