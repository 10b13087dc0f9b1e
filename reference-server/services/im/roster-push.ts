import { randomInt } from 'node:crypto';
import { type Element, element } from '#xml';
import { ownStanza } from '../../enforcement/index.ts';
import { bareOf, namespaces, type Stanza } from '../../xmpp/index.ts';
import type { Host } from '../host.ts';
import type { RosterItem } from './roster-store.ts';

export const rosterNamespace = 'jabber:iq:roster';

/** Keeps an item and tells the account's interested sessions. RFC 6121 §2.1.6. */
export function putAndPush(user: string, item: RosterItem, host: Host): void {
  host.rosters.putRosterItem(user, item);
  if (item.listed) pushItem(user, itemElement(item), host);
  if (host.rules.faults.has('roster.shared')) pushItem(item.contact, itemElement(item), host);
}

export function itemElement(item: RosterItem): Element {
  const { contact, name, toContact, fromContact, ask, groups } = item;
  const subscription = toContact ? (fromContact ? 'both' : 'to') : fromContact ? 'from' : 'none';
  return element(
    rosterNamespace,
    'item',
    { jid: contact, name, subscription, ask: ask ? 'subscribe' : undefined },
    groups.map((group) => element(rosterNamespace, 'group', {}, [group])),
  );
}

/** Ids are random: from numbers in a row a client could count what happens to everybody else. */
const maxPushId = 2 ** 48 - 1;

export function pushItem(user: string, item: Element, host: Host): void {
  for (const session of host.sessions.ofUser(user)) {
    if (!session.interested) continue;
    const query = element(rosterNamespace, 'query', {}, [item]);
    const stanza: Stanza = {
      kind: 'iq',
      type: 'set',
      id: `push-${randomInt(maxPushId)}`,
      from: bareOf(session.jid),
      to: session.jid,
      element: element(namespaces.client, 'iq', {}, [query]),
    };
    host.deliver(session, ownStanza(stanza));
  }
}
