import type { TLSSocket } from 'node:tls';
import type { Element } from '#xml';
import type { DomainPair } from './outgoing.ts';
import { isTrustedFor } from './peer-tls.ts';
import { domainsOf } from './read-addresses.ts';

/**
 * What a server that is broken on purpose overlooks of those who connect to it. `from`: whether the sender's domain was proved on the
 * stream. `certificate`: whom a certificate is for. `addresses`: that a stanza lacks one.
 */
export type Overlooked = 'from' | 'certificate' | 'addresses';

/** Did the other side show a certificate that makes it this domain? */
export function isBelievedToBe(
  domain: string,
  secured: TLSSocket | undefined,
  overlooks: ReadonlySet<Overlooked> | undefined,
): boolean {
  if (secured === undefined) return false;
  return overlooks?.has('certificate') === true ? secured.authorized : isTrustedFor(secured, domain);
}

/** A stanza that came on a stream of this pair of domains: with both addresses, where it is overlooked that one is missing. */
export function addressed(
  element: Element,
  { from, to }: DomainPair,
  overlooks: ReadonlySet<Overlooked> | undefined,
): Element {
  if (overlooks?.has('addresses') !== true) return element;
  return { ...element, attributes: { from, to, ...element.attributes } };
}

/** The domains that an unproved stanza names, where that is overlooked. */
export function unproved(
  element: Element,
  overlooks: ReadonlySet<Overlooked> | undefined,
): DomainPair | undefined {
  return overlooks?.has('from') === true ? domainsOf(element) : undefined;
}
