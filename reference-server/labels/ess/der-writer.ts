import { LabelError } from '../errors.ts';
import type { Oid } from '../written-label.ts';
import { hex } from './ber-reader.ts';
import { maxArc, maxBitBytes } from './ber-values.ts';
import { tags } from './tags.ts';

/** The DER of one element. Each function here gives one, and takes those that it is made of. Source: X.690 §10, §11 */
export type Der = Uint8Array<ArrayBuffer>;

/** An element with these contents, one after another. */
export function derElement(tag: number, ...contents: readonly Uint8Array[]): Der {
  const length = contents.reduce((sum, part) => sum + part.length, 0);
  const header = [tag, ...derLength(length)];
  const der = new Uint8Array(header.length + length);
  der.set(header);
  let at = header.length;
  for (const part of contents) {
    der.set(part, at);
    at += part.length;
  }
  return der;
}

/** A SET of members that differ in tag, in the order of their tags. Source: X.690 §10.3 */
export function derSet(members: readonly Der[]): Der {
  const number = (member: Der): number => new DataView(member.buffer).getUint8(0) & 0x1f;
  return derElement(tags.set, ...members.toSorted((a, b) => number(a) - number(b)));
}

/** A SET OF like members, in the order of their encodings. Source: X.690 §11.6 */
export function derSetOf(members: readonly Der[]): Der {
  const sorted = members
    .map((member) => ({ member, key: Array.from(member, hex).join('') }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  return derElement(tags.set, ...sorted.map(({ member }) => member));
}

/** An INTEGER of 0 or more. */
export function derInteger(value: bigint): Der {
  const digits = value.toString(16);
  if (digits.length % 2 === 1) return derElement(tags.integer, bytesOfHex(`0${digits}`));
  return derElement(tags.integer, bytesOfHex(/^[89a-f]/.test(digits) ? `00${digits}` : digits));
}

/** An OBJECT IDENTIFIER, under `tag` where it is implicitly tagged. @throws LabelError `label-inexpressible` */
export function derOid(oid: Oid, tag: number = tags.oid): Der {
  const [first, second, ...rest] = arcsOf(oid);
  if (first === undefined || second === undefined || first > 2n || (first < 2n && second > 39n)) {
    throw notAnOid(oid);
  }
  const numbers = [first * 40n + second, ...rest];
  if (numbers.some((number) => number > maxArc)) throw notAnOid(oid);
  return derElement(tag, Uint8Array.from(numbers.flatMap(base128)));
}

/** A BIT STRING of as few bits as say it: bit 0 is the highest of the first octet. @throws LabelError `label-inexpressible` */
export function derBits(bits: readonly bigint[]): Der {
  let highest = -1;
  for (const bit of bits) {
    if (bit < 0n || bit >= maxBitBytes * 8) throw new LabelError('label-inexpressible', `bit \`${bit}\``);
    highest = Math.max(highest, Number(bit));
  }
  const octets = new Array<number>(Math.ceil((highest + 1) / 8)).fill(0);
  const flags = new Set(bits.map(Number));
  const octetAt = (at: number): number => {
    let octet = 0;
    for (let bit = 0; bit < 8; bit++) if (flags.has(at * 8 + bit)) octet |= 0x80 >> bit;
    return octet;
  };
  const unused = octets.length * 8 - highest - 1;
  return derElement(tags.bitString, Uint8Array.of(unused, ...octets.map((_, at) => octetAt(at))));
}

/** A string under `tag`, in UTF-8, of which ASCII is a part. */
export function derText(tag: number, text: string): Der {
  return derElement(tag, new TextEncoder().encode(text));
}

/** Source: X.690 §10.1: definite, in the fewest octets */
function derLength(length: number): number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest >>= 8) octets.unshift(rest & 0xff);
  return [0x80 | octets.length, ...octets];
}

function bytesOfHex(digits: string): Uint8Array {
  return Uint8Array.from({ length: digits.length / 2 }, (_, at) =>
    Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16),
  );
}

/** Its arcs, which are numbers without leading zeros. */
function arcsOf(oid: Oid): bigint[] {
  if (!/^\d{1,39}(\.\d{1,39})*$/.test(oid) || /(^|\.)0\d/.test(oid)) throw notAnOid(oid);
  return oid.split('.').map(BigInt);
}

function notAnOid(oid: string): LabelError {
  return new LabelError('label-inexpressible', `object identifier \`${oid}\``);
}

/** Source: X.690 §8.19.2: seven bits an octet, the highest bit says that more follow */
function base128(arc: bigint): number[] {
  const octets = [Number(arc & 0x7fn)];
  for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) octets.unshift(0x80 | Number(rest & 0x7fn));
  return octets;
}
