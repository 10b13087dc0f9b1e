import { decodeBase64, encodeBase64 } from '#labels';

/** Gives the next number below `end`. */
export type Choose = (end: number) => number;

/**
 * The same in BER that need not be DER: lengths in more octets than they need, or indefinite; the members of a SET in
 * another order; bits after the last one that is set, and unused bits that are not zero.
 *
 * Source: X.690 §8.1.3, §8.6.2, §8.11
 */
export function inOtherBer(base64: string, choose: Choose): string {
  return encodeBase64(Uint8Array.from(other(elementsIn(octetsOf(base64)), choose).flat()));
}

/** The octets of base64. */
export function octetsOf(base64: string): Uint8Array {
  return decodeBase64(base64, 65_536);
}

interface Tlv {
  readonly tag: number;
  readonly contents: Uint8Array;
}

/** The elements that stand one after another in DER. */
function elementsIn(octets: Uint8Array): Tlv[] {
  const found: Tlv[] = [];
  for (let at = 0; at < octets.length; ) {
    const [tag = 0, first = 0] = octets.subarray(at);
    const from = at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    const length = octets
      .subarray(at + 2, from)
      .reduce((sum, octet) => sum * 256 + octet, first < 0x80 ? first : 0);
    at = from + length;
    found.push({ tag, contents: octets.subarray(from, at) });
  }
  return found;
}

function other(elements: readonly Tlv[], choose: Choose): number[][] {
  return elements.map(({ tag, contents }) => {
    if ((tag & 0x20) === 0)
      return [tag, ...withLength(tag === bitString ? moreBits(contents, choose) : [...contents], choose)];
    const inside = other(elementsIn(contents), choose);
    const members = (tag === set ? shuffled(inside, choose) : inside).flat();
    return choose(3) === 0 ? [tag, 0x80, ...members, 0, 0] : [tag, ...withLength(members, choose)];
  });
}

const bitString = 0x03;
const set = 0x31;

/** Contents after their length, which may begin with zeros. */
function withLength(contents: readonly number[], choose: Choose): number[] {
  const zeros = choose(4);
  const { length } = contents;
  if (zeros === 3 && length < 0x80) return [length, ...contents];
  const octets = [...new Array<number>(zeros).fill(0), length >> 8, length & 0xff];
  return [0x80 | octets.length, ...octets, ...contents];
}

/** Only DER asks for as few bits as say it, and for zeros after them. */
function moreBits([unused = 0, ...octets]: Uint8Array, choose: Choose): number[] {
  const last = octets.pop();
  if (last === undefined) return [unused];
  if (choose(2) === 0) return [0, ...octets, last, ...new Array<number>(choose(3)).fill(0)];
  return [unused, ...octets, last | choose(1 << unused)];
}

function shuffled<Item>(items: readonly Item[], choose: Choose): Item[] {
  const rest = [...items];
  return items.flatMap(() => rest.splice(choose(rest.length), 1));
}
