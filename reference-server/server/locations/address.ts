import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { type Faults, noFaults } from '../../enforcement/index.ts';

/** An address, read. */
export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * An address as a socket or a person writes it; `undefined`: it is none. An IPv4-mapped IPv6 address is the IPv4 address
 * (RFC 4291 §2.5.5.2), a zone (`%eth0`) says nothing about the place, and short forms of IPv4 (`127.1`) are not taken.
 */
export function readAddress(text: string, faults: Faults = noFaults): Address | undefined {
  const [address = ''] = text.split('%');
  if (isIP(address) === 0) return undefined;
  return faults.has('loc.mapped') ? ipaddr.parse(address) : ipaddr.process(address);
}

/** The one way of writing that address: lower case, the longest run of zeros left out (RFC 5952). */
export function canonicalAddress(text: string, faults: Faults = noFaults): string | undefined {
  return readAddress(text, faults)?.toString();
}

/** The name under which DNS keeps the names of an address: `2.0.0.127.in-addr.arpa`. RFC 1035 §3.5; RFC 3596 §2.5. */
export function reverseName(address: Address): string {
  const bytes = address.toByteArray();
  if (address.kind() === 'ipv4') return `${bytes.toReversed().join('.')}.in-addr.arpa`;
  const digits = bytes.flatMap((byte) => [byte >> 4, byte & 15]).map((digit) => digit.toString(16));
  return `${digits.toReversed().join('.')}.ip6.arpa`;
}
