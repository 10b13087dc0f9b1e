import type { Element } from '#xml';
import { parseJid } from '../jid.ts';
import { StreamError } from '../stream-error.ts';
import type { DomainPair } from './outgoing.ts';

/**
 * The domains of a stanza that came from a peer.
 *
 * @throws StreamError when it lacks an address, or has one that is none
 * Source: RFC 6120 §4.9.3.7, §8.1.1.2, §8.1.2.2.
 */
export function domainsOf({ attributes: { from, to } }: Element): DomainPair {
  const sender = parseJid(from ?? '');
  const recipient = parseJid(to ?? '');
  if (sender === undefined || recipient === undefined) throw new StreamError('improper-addressing');
  return { from: sender.domain, to: recipient.domain };
}

export function isOfPair(one: DomainPair, other: DomainPair): boolean {
  return one.from === other.from && one.to === other.to;
}
