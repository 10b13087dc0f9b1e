import { childOf, childrenOf, type Element, textOf } from '#xml';
import { namespaces } from '../namespaces.ts';
import { managementNamespace } from '../stream/management.ts';

/** What a server offers its peer at one point of a stream. */
export interface PeerFeatures {
  readonly starttls: 'required' | 'optional' | 'none';
  /** SASL EXTERNAL: the certificate that was shown is good enough. */
  readonly external: boolean;
  /** XEP-0220 with its errors. Servers know dialback also where they do not say so. */
  readonly dialback: boolean;
  /** XEP-0288. */
  readonly bidi: boolean;
  /** XEP-0198. */
  readonly management: boolean;
}

/** XEP-0220 §2.4.2. */
const dialbackFeature = 'urn:xmpp:features:dialback';
/** XEP-0288 §2.1. */
const bidiFeature = 'urn:xmpp:features:bidi';

/** Source: RFC 6120 §4.3.2. */
export function writePeerFeatures({ starttls, external, dialback, bidi, management }: PeerFeatures): string {
  let content = '';
  if (starttls === 'required') content += `<starttls xmlns='${namespaces.tls}'><required/></starttls>`;
  if (starttls === 'optional') content += `<starttls xmlns='${namespaces.tls}'/>`;
  if (external)
    content += `<mechanisms xmlns='${namespaces.sasl}'><mechanism>EXTERNAL</mechanism></mechanisms>`;
  if (dialback) content += `<dialback xmlns='${dialbackFeature}'><errors/></dialback>`;
  if (bidi) content += `<bidi xmlns='${bidiFeature}'/>`;
  if (management) content += `<sm xmlns='${managementNamespace}'/>`;
  return `<stream:features>${content}</stream:features>`;
}

/** `undefined`: it is something else. */
export function readPeerFeatures(features: Element): PeerFeatures | undefined {
  if (features.namespace !== namespaces.stream || features.name !== 'features') return undefined;
  const starttls = childOf(features, namespaces.tls, 'starttls');
  const mechanisms = childOf(features, namespaces.sasl, 'mechanisms');
  return {
    starttls:
      starttls === undefined
        ? 'none'
        : childOf(starttls, namespaces.tls, 'required') === undefined
          ? 'optional'
          : 'required',
    external:
      mechanisms !== undefined &&
      childrenOf(mechanisms, namespaces.sasl, 'mechanism').some((each) => textOf(each).trim() === 'EXTERNAL'),
    dialback: childOf(features, dialbackFeature, 'dialback') !== undefined,
    bidi: childOf(features, bidiFeature, 'bidi') !== undefined,
    management: childOf(features, managementNamespace, 'sm') !== undefined,
  };
}
