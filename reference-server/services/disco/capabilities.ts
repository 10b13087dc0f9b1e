import { createHash } from 'node:crypto';
import { securityLabelNamespace } from '#labels';
import { type Element, element } from '#xml';
import type { Host } from '../host.ts';
import { serverFeatures } from './server-features.ts';

const capabilitiesNamespace = 'http://jabber.org/protocol/caps';

/** Whose software it is: the first half of the node that one asks to learn what the hash stands for. */
const softwareNode = 'https://cmbac.example/server';

/**
 * What the server is and can as one hash, for its stream features: a client that knows the hash need not ask, and asks
 * again when it changes.
 *
 * Source: XEP-0115 §4, §5.1, §6.3
 */
export function capabilities(host: Host): Element {
  return element(capabilitiesNamespace, 'c', { hash: 'sha-1', node: softwareNode, ver: versionOf(host) });
}

/** The node that one asks what the hash of now stands for. */
export function capabilitiesNode(host: Host): string {
  return `${softwareNode}#${versionOf(host)}`;
}

/** Source: XEP-0115 §5.1: the identity, then the features in the order of their characters, each ended by `<` */
function versionOf(host: Host): string {
  const features = serverFeatures(host)
    .filter((feature) => feature !== securityLabelNamespace || !host.rules.faults.has('disco.caps'))
    .sort();
  const text = [`server/im//${host.product.name}`, ...features].map((each) => `${each}<`).join('');
  return createHash('sha1').update(text).digest('base64');
}
