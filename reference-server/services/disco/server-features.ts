import { catalogNamespace, securityLabelNamespace } from '#labels';
import type { Host } from '../host.ts';
import { carbonsNamespace } from '../im/carbons.ts';
import { addressNamespace } from '../multicast/addresses.ts';

export const infoNamespace = 'http://jabber.org/protocol/disco#info';
export const itemsNamespace = 'http://jabber.org/protocol/disco#items';

/** What a domain of the server can, as it is provisioned now. */
export function serverFeatures(host: Host): string[] {
  const { faults } = host.rules;
  const features = [
    infoNamespace,
    itemsNamespace,
    'urn:xmpp:ping',
    'jabber:iq:version',
    'jabber:iq:roster',
    addressNamespace,
    carbonsNamespace,
  ];
  if (!faults.has('disco.label')) features.push(securityLabelNamespace);
  const hasCatalog = host.catalogs.of(host.domain) !== undefined;
  if (hasCatalog && !faults.has('disco.catalog')) features.push(catalogNamespace);
  return features;
}
