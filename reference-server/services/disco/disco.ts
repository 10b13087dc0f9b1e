import { catalogNamespace, securityLabelNamespace } from '#labels';
import { type Element, element } from '#xml';
import type { Host } from '../host.ts';
import { type IqService, unavailable } from '../iq.ts';

const infoNamespace = 'http://jabber.org/protocol/disco#info';
const itemsNamespace = 'http://jabber.org/protocol/disco#items';

/** What the server, or one's own account, is and can. Another's account says nothing to anybody. XEP-0030 §3, §8. */
export const discoInfo: IqService = {
  type: 'get',
  namespace: infoNamespace,
  name: 'query',
  answer({ at, payload }, host) {
    if (at === 'other-account') return unavailable;
    if (payload.attributes['node'] !== undefined) return { condition: 'item-not-found' };
    const identity =
      at === 'server'
        ? { category: 'server', type: 'im', name: host.product.name }
        : { category: 'account', type: 'registered' };
    const features = at === 'server' ? serverFeatures(host) : [infoNamespace, itemsNamespace];
    return element(infoNamespace, 'query', {}, [
      element(infoNamespace, 'identity', identity),
      ...features.map((feature) => element(infoNamespace, 'feature', { var: feature })),
    ]);
  },
};

/** An IM domain without services beneath it has no items. XEP-0030 §4. */
export const discoItems: IqService = {
  type: 'get',
  namespace: itemsNamespace,
  name: 'query',
  answer: ({ at }): Element | typeof unavailable =>
    at === 'other-account' ? unavailable : element(itemsNamespace, 'query'),
};

function serverFeatures(host: Host): string[] {
  const { faults } = host.rules;
  const features = [infoNamespace, itemsNamespace, 'urn:xmpp:ping', 'jabber:iq:version', 'jabber:iq:roster'];
  if (!faults.has('disco.label')) features.push(securityLabelNamespace);
  const hasCatalog = host.catalogs.of(host.domain) !== undefined;
  if (hasCatalog && !faults.has('disco.catalog')) features.push(catalogNamespace);
  return features;
}
