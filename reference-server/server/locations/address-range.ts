import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { type Address, readAddress } from './address.ts';

/** The addresses whose first `bits` bits are those of `network`. */
export interface AddressRange {
  readonly network: Address;
  readonly bits: number;
  /** One address and no other: `/32` of IPv4, `/128` of IPv6. */
  readonly isSingle: boolean;
  /** It was written as a range of IPv4-mapped IPv6 addresses. */
  readonly isMapped: boolean;
}

/**
 * A range as a person writes it: `10.0.0.0/8`, `fd00::/8`, or one address. A range inside `::ffff:0:0/96` is the range of
 * IPv4 addresses that it maps. Text: what is wrong with it, and the mend.
 */
export function readRange(place: string): AddressRange | string {
  const [text = '', length, ...rest] = place.split('/');
  const address = text.includes('%') ? undefined : readAddress(text);
  if (address === undefined || rest.length > 0 || !isLength(length)) return noRange;
  const widest = isIP(text) === 4 ? 32 : 128;
  const isMapped = widest === 128 && address.kind() === 'ipv4';
  const written = Number(length ?? widest);
  if (written > widest) return `a prefix of this address has at most ${widest} bits`;
  const bits = written - (isMapped ? 96 : 0);
  if (bits < 0) return 'a range across IPv4-mapped and other addresses is none; write one for each';
  const network = networkOf(address, bits);
  if (network !== address.toString())
    return `this address has bits behind its prefix; write ${network}/${bits}`;
  return { network: address, bits, isSingle: bits === lengthOf(address), isMapped };
}

export function isIn({ network, bits }: AddressRange, address: Address): boolean {
  return network.kind() === address.kind() && address.match(network, bits);
}

const noRange = 'write an address, a range or the name of a host, as in 10.0.0.0/8, fd00::/8 or high.example';

function isLength(text: string | undefined): boolean {
  return text === undefined || /^\d{1,3}$/.test(text);
}

function lengthOf(address: Address): number {
  return address.kind() === 'ipv4' ? 32 : 128;
}

function networkOf(address: Address, bits: number): string {
  const cidr = `${address.toString()}/${bits}`;
  return address.kind() === 'ipv4'
    ? ipaddr.IPv4.networkAddressFromCIDR(cidr).toString()
    : ipaddr.IPv6.networkAddressFromCIDR(cidr).toString();
}
