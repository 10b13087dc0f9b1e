import { type Element, element } from '#xml';
import { checkRoomDomain, isUnavailable, mayWatch, type Rules } from '../../enforcement/index.ts';
import type { Jid } from '../../xmpp/index.ts';
import type { Host } from '../host.ts';
import type { Session } from '../im/sessions.ts';
import { type IqService, unavailable } from '../iq.ts';
import { capabilitiesNode } from './capabilities.ts';
import { infoNamespace, itemsNamespace, serverFeatures } from './server-features.ts';

/**
 * What the server is and can, or an account: one's own, or that of a contact who lets one see their presence. For anybody
 * else an account is as if there were none. XEP-0030 §3, §8.
 */
export const discoInfo: IqService = {
  type: 'get',
  namespace: infoNamespace,
  name: 'query',
  answer({ at, payload, session, stanza: { to } }, host) {
    if (at === 'other-account' && !isContact(to, session, host)) return unavailable;
    const { node } = payload.attributes;
    if (node !== undefined && (at !== 'server' || node !== capabilitiesNode(host)))
      return { condition: 'item-not-found' };
    const identity =
      at === 'server'
        ? { category: 'server', type: 'im', name: shownName(host.product.name, host, session) }
        : { category: 'account', type: 'registered' };
    const features = at === 'server' ? serverFeatures(host) : accountFeatures(to ?? session.jid, host);
    return element(infoNamespace, 'query', { node }, [
      element(infoNamespace, 'identity', identity),
      ...features.map((feature) => element(infoNamespace, 'feature', { var: feature })),
    ]);
  },
};

/** The domains for rooms that whoever asks may know of. XEP-0030 §4. */
export const discoItems: IqService = {
  type: 'get',
  namespace: itemsNamespace,
  name: 'query',
  answer({ at, session }, { rooms, rules }): Element | typeof unavailable {
    if (at === 'other-account') return unavailable;
    const known = [...rooms.domains].filter(
      (domain) => rules.faults.has('disco.rooms') || checkRoomDomain(session, domain, rules) === undefined,
    );
    const items = at === 'server' ? known.map((jid) => element(itemsNamespace, 'item', { jid })) : [];
    return element(itemsNamespace, 'query', {}, items);
  },
};

/** Does the account let this session see its presence? */
function isContact(account: Jid | undefined, { jid }: Session, { rosters, rules }: Host): boolean {
  if (account === undefined || rosters.rosterItem(account.bare, jid.bare)?.fromContact !== true) return false;
  return mayWatch(jid.bare, account.bare, rules);
}

function accountFeatures(account: Jid, { rules }: Host): string[] {
  const features = [infoNamespace, itemsNamespace];
  return rules.faults.has('disco.clearance') ? [...features, ...levelsOf(account, rules)] : features;
}

/** The names of the classifications that a user is cleared for: what no answer says. */
function levelsOf({ bare }: Jid, { clearances }: Rules): string[] {
  const held = clearances.ofUser(bare);
  return isUnavailable(held)
    ? []
    : held.flatMap(({ classifications }) => [...classifications].map(({ name }) => name));
}

/** What something is called: the same for everybody (XEP-0030 §6.3), but for the fault `disco.identity`. */
export function shownName(name: string, { rules }: Pick<Host, 'rules'>, { jid }: Session): string {
  if (!rules.faults.has('disco.identity')) return name;
  return `${name}, of which you see ${levelsOf(jid, rules).length} levels`;
}
