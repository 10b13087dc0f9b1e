import { LabelError } from '../errors.ts';
import type { Oid } from '../written-label.ts';
import type { BerReader } from './ber-reader.ts';
import { tags } from './tags.ts';

/** Longest INTEGER, in octets: category values have no bound of their own, and logs repeat them. */
const maxIntegerBytes = 64;

/** Longest object identifier, in octets. */
const maxOidBytes = 512;

/** Longest arc of an object identifier, in octets: 2.25 has UUIDs of 128 bits (X.667), which take 19. */
const maxArcBytes = 19;

/** Highest arc of an object identifier; of the first two, which are written as one, together. */
export const maxArc = 1n << 128n;

/** Longest BIT STRING, in octets: bits 0 to 65 535. */
export const maxBitBytes = 8192;

/** An INTEGER, which BER writes in the fewest octets. Source: X.690 §8.3 */
export function readInteger(reader: BerReader, what: string): bigint {
  reader.take(tags.integer, what);
  const { from, to } = reader;
  if (from === to) throw new LabelError('label-encoding', `${what} of no octets`);
  const first = reader.octet(from);
  if (to - from > 1 && (first === 0 || first === 0xff) && first >> 7 === reader.octet(from + 1) >> 7) {
    throw new LabelError('label-encoding', `${what} in more octets than it needs`);
  }
  if (to - from > 6) return readBigInteger(reader, what);
  let value = first < 0x80 ? first : first - 0x100;
  for (let at = from + 1; at < to; at++) value = value * 256 + reader.octet(at);
  return BigInt(value);
}

function readBigInteger(reader: BerReader, what: string): bigint {
  if (reader.to - reader.from > maxIntegerBytes) {
    throw new LabelError('label-too-large', `${what} of more than ${maxIntegerBytes} octets`);
  }
  let digits = '0x';
  for (const octet of reader.octets()) digits += octet.toString(16).padStart(2, '0');
  return BigInt.asIntN(8 * (reader.to - reader.from), BigInt(digits));
}

/** An OBJECT IDENTIFIER in dots. Source: X.690 §8.19 */
export function readOid(reader: BerReader, tag: number, what: string): Oid {
  reader.take(tag, what);
  const { from, to } = reader;
  if (from === to || reader.octet(to - 1) >= 0x80) {
    throw new LabelError('label-encoding', `${what} whose last arc does not end`);
  }
  if (to - from > maxOidBytes) {
    throw new LabelError('label-too-large', `${what} of more than ${maxOidBytes} octets`);
  }
  let oid = '';
  for (let at = from; at < to; ) {
    const start = at;
    let arc = 0;
    let octet;
    do {
      octet = reader.octet(at++);
      arc = arc * 128 + (octet & 0x7f);
    } while (octet >= 0x80);
    if (reader.octet(start) === 0x80) {
      throw new LabelError('label-encoding', `${what} with an arc in more octets than it needs`);
    }
    const exact = at - start > 7 ? readBigArc(reader, start, at, what) : arc;
    oid += start === from ? firstArcs(exact) : `.${exact}`;
  }
  return oid;
}

/** An arc too large for a number to hold. */
function readBigArc(reader: BerReader, start: number, end: number, what: string): bigint {
  let arc = 0n;
  if (end - start <= maxArcBytes) {
    for (let at = start; at < end; at++) arc = (arc << 7n) | BigInt(reader.octet(at) & 0x7f);
    if (arc <= maxArc) return arc;
  }
  throw new LabelError('label-too-large', `${what} with an arc over 2^128`);
}

/** The two arcs that the first number stands for: 40 times the one and the other. */
function firstArcs(both: number | bigint): string {
  if (both < 40) return `0.${both}`;
  if (both < 80) return `1.${Number(both) - 40}`;
  return `2.${typeof both === 'bigint' ? both - 80n : both - 80}`;
}

/** The numbers of the bits that are set: 0 is the highest of the first octet. Source: X.690 §8.6 */
export function readBits(reader: BerReader, tag: number, what: string): bigint[] {
  reader.take(tag, what);
  const { from, to } = reader;
  const unused = from === to ? 8 : reader.octet(from);
  if (unused > 7 || (unused > 0 && to - from === 1)) {
    throw new LabelError('label-encoding', `${what} with a wrong count of unused bits`);
  }
  if (to - from - 1 > maxBitBytes) throw new LabelError('label-too-large', `${what} with a bit over 65535`);
  const bits: bigint[] = [];
  for (let at = from + 1; at < to; at++) {
    let octet = reader.octet(at);
    // X.690 §11.2.1: only DER asks the unused bits to be zero
    if (at === to - 1) octet &= 0xff << unused;
    const first = (at - from - 1) * 8;
    for (let bit = 0; octet !== 0; bit++, octet = (octet << 1) & 0xff) {
      if (octet >= 0x80) bits.push(BigInt(first + bit));
    }
  }
  return bits;
}
