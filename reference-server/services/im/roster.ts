import { childrenOf, type Element, element, textOf } from '#xml';
import { type Jid, parseJid } from '../../xmpp/index.ts';
import type { Host } from '../host.ts';
import { type IqService, unavailable } from '../iq.ts';
import { itemElement, pushItem, putAndPush, rosterNamespace } from './roster-push.ts';
import { hasPlaceFor, itemOf, type RosterItem } from './roster-store.ts';
import { endSubscriptions } from './subscription.ts';

/** The contacts of one's own account. RFC 6121 §2.1.3. */
export const rosterGet: IqService = {
  type: 'get',
  namespace: rosterNamespace,
  name: 'query',
  answer({ at, session }, host) {
    if (at !== 'own-account') return unavailable;
    session.interested = true;
    const listed = host.rosters.roster(session.jid.bare).filter((item) => item.listed);
    return element(rosterNamespace, 'query', {}, listed.map(itemElement));
  },
};

/** Adds, renames or removes one contact; every interested session of the account is told. RFC 6121 §2.3 to §2.5. */
export const rosterSet: IqService = {
  type: 'set',
  namespace: rosterNamespace,
  name: 'query',
  answer({ at, payload, session }, host) {
    if (at !== 'own-account') return unavailable;
    const [item, ...others] = childrenOf(payload, rosterNamespace, 'item');
    const contact = parseJid(item?.attributes['jid'] ?? '');
    if (item === undefined || contact === undefined || others.length > 0) return { condition: 'bad-request' };
    if (item.attributes['subscription'] === 'remove') return remove(session.jid, contact, host);
    if (!isAcceptable(item)) return { condition: 'not-acceptable' };
    if (!hasPlaceFor(host.rosters, session.jid.bare, contact.bare))
      return { condition: 'resource-constraint' };
    const known = itemOf(host.rosters, session.jid.bare, contact.bare);
    putAndPush(session.jid.bare, { ...known, ...wishOf(item), listed: true }, host);
    return undefined;
  },
};

function remove(owner: Jid, contact: Jid, host: Host): { condition: 'item-not-found' } | undefined {
  const item = host.rosters.rosterItem(owner.bare, contact.bare);
  if (item?.listed !== true) return { condition: 'item-not-found' };
  endSubscriptions(owner, contact, host);
  host.rosters.dropRosterItem(owner.bare, contact.bare);
  pushItem(owner.bare, element(rosterNamespace, 'item', { jid: contact.bare, subscription: 'remove' }), host);
  return undefined;
}

/** Longest name of a contact or group, in characters, and most groups of one contact. */
const maxNameLength = 1023;
const maxGroups = 64;
/** The names of one contact and all its groups together, in characters: a whole roster goes out in one piece. */
const maxNamesLength = 4096;

/** RFC 6121 §2.3.3: no group without a name, and nothing over the limits of the server. */
function isAcceptable(item: Element): boolean {
  const groups = childrenOf(item, rosterNamespace, 'group').map(textOf);
  const names = [item.attributes['name'] ?? '', ...groups];
  return (
    groups.length <= maxGroups &&
    !groups.includes('') &&
    names.every((name) => name.length <= maxNameLength) &&
    names.join('').length <= maxNamesLength
  );
}

function wishOf(item: Element): Pick<RosterItem, 'name' | 'groups'> {
  const name = item.attributes['name'];
  const groups = childrenOf(item, rosterNamespace, 'group').map(textOf);
  return { groups: [...new Set(groups)], ...(name === undefined ? {} : { name }) };
}
