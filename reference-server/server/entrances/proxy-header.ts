import { isIPv4, isIPv6 } from 'node:net';
import { canonicalAddress } from '../locations/address.ts';

/** What the first bytes of a connection from a proxy are. */
export type ProxyHeader =
  /** More bytes have to come before it can be told. */
  | { readonly kind: 'incomplete' }
  /** No header, or one that this server does not take. */
  | { readonly kind: 'refused' }
  /** A header of so many bytes; `source` is whom the proxy speaks for, or `undefined`: it speaks for itself. */
  | { readonly kind: 'header'; readonly length: number; readonly source: string | undefined };

/** Longest header that is waited for, in bytes: addresses are 36 of them, the rest is what proxies add. */
const maxBytes = 4096;

/**
 * Reads the header that a proxy puts before a connection, in version 1 or 2. Total: any bytes give an answer, and the
 * answer never changes when more bytes come, except from `incomplete`.
 *
 * Taken are TCP over IPv4 and IPv6, and in version 2 LOCAL: a connection of the proxy's own. An unknown family would make
 * the proxy's place pass for that of whoever is behind it, so it is refused, like every other one.
 *
 * Source: The PROXY protocol §2.1, §2.2.
 */
export function readProxyHeader(bytes: Buffer): ProxyHeader {
  if (begins(bytes, signature2)) return bytes.length < fixedBytes ? incomplete : readVersion2(bytes);
  return begins(bytes, signature1) ? readVersion1(bytes) : refused;
}

const incomplete: ProxyHeader = { kind: 'incomplete' };
const refused: ProxyHeader = { kind: 'refused' };

const signature1 = Buffer.from('PROXY ');
const signature2 = Buffer.from([0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a]);

/** Are they the beginning of one another? */
function begins(bytes: Buffer, signature: Buffer): boolean {
  const length = Math.min(bytes.length, signature.length);
  return bytes.subarray(0, length).equals(signature.subarray(0, length));
}

/** Longest line of version 1 with its end, in bytes. */
const maxLine = 107;

function readVersion1(bytes: Buffer): ProxyHeader {
  const end = bytes.indexOf('\r\n');
  if (end === -1 || end + 2 > maxLine) return bytes.length < maxLine ? incomplete : refused;
  const [, family, source = '', target = '', ...ports] =
    line1.exec(bytes.subarray(0, end).toString('latin1')) ?? [];
  const isAddress = family === 'TCP4' ? isIPv4 : isIPv6;
  if (!isAddress(source) || !isAddress(target) || !ports.every((port) => Number(port) <= 65_535)) {
    return refused;
  }
  return headerFrom(source, end + 2);
}

const line1 = /^PROXY (TCP4|TCP6) ([0-9a-fA-F.:]+) ([0-9a-fA-F.:]+) (0|[1-9]\d{0,4}) (0|[1-9]\d{0,4})$/;

/** Signature, command, family, length. */
const fixedBytes = 16;
/** The two families that are taken, by the byte that names them: length of an address, and of all that must be there. */
const families2 = new Map([
  [0x11, { address: 4, least: 12 }],
  [0x21, { address: 16, least: 36 }],
]);
const version2 = { local: 0x20, proxy: 0x21 } as const;

function readVersion2(bytes: Buffer): ProxyHeader {
  const [command, family = 0] = bytes.subarray(12, 14);
  const length = fixedBytes + bytes.readUInt16BE(14);
  if (length > maxBytes) return refused;
  if (command === version2.local) return whole(bytes, { kind: 'header', length, source: undefined });
  const layout = families2.get(family);
  if (command !== version2.proxy || layout === undefined || length < fixedBytes + layout.least)
    return refused;
  if (bytes.length < length) return incomplete;
  const source = bytes.subarray(fixedBytes, fixedBytes + layout.address);
  return headerFrom(addressText(source), length);
}

function whole(bytes: Buffer, header: Extract<ProxyHeader, { readonly kind: 'header' }>): ProxyHeader {
  return bytes.length < header.length ? incomplete : header;
}

function addressText(bytes: Buffer): string {
  if (bytes.length === 4) return bytes.join('.');
  return Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2).toString(16)).join(':');
}

function headerFrom(source: string, length: number): ProxyHeader {
  const address = canonicalAddress(source);
  return address === undefined ? refused : { kind: 'header', length, source: address };
}
