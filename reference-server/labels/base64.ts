import { LabelError } from './errors.ts';

/**
 * The octets that `text` writes in base64, as XML Schema has it: whitespace anywhere is nothing, padding is required,
 * and the bits that the last character leaves over are zero. Two texts of the same octets differ in whitespace only.
 *
 * @param maxBytes the most octets that are decoded
 * @throws LabelError `label-encoding`; `label-too-large` past `maxBytes`
 *
 * Source: XML Schema Part 2 §3.2.16; RFC 4648 §3.5
 */
export function decodeBase64(text: string, maxBytes: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.min(maxBytes, Math.ceil((text.length * 3) / 4)));
  let group = 0;
  let digits = 0;
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = digitOf[text.charCodeAt(at)] ?? foreign;
    if (digit > 63) {
      if (digit === blank) continue;
      if (digit === foreign)
        throw new LabelError('label-encoding', `base64 with character ${at} foreign to it`);
      endAtPadding(text, at, digits, group);
      return bytes.subarray(0, length);
    }
    group = ((group << 6) | digit) & 0xffff;
    // The first character of four completes no octet, each other one does
    if ((digits++ & 3) === 0) continue;
    if (length === maxBytes)
      throw new LabelError('label-too-large', `base64 of more than ${maxBytes} octets`);
    bytes[length++] = group >> (6 - 2 * ((digits - 1) & 3));
  }
  if ((digits & 3) !== 0) throw new LabelError('label-encoding', 'base64 without its padding');
  return bytes.subarray(0, length);
}

/** The base64 of `bytes`, padded and without line breaks. */
export function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  let group = 0;
  let bits = 0;
  for (const byte of bytes) {
    group = ((group << 8) | byte) & 0xffff;
    bits += 8;
    for (; bits >= 6; bits -= 6) text += alphabet.charAt((group >> (bits - 6)) & 63);
  }
  if (bits > 0) text += alphabet.charAt((group << (6 - bits)) & 63);
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const padding = 64;
const blank = 65;
const foreign = 66;

/** What each ASCII character means: its six bits, or one of the words above. */
const digitOf = new Uint8Array(128).fill(foreign);
for (let digit = 0; digit < 64; digit++) digitOf[alphabet.charCodeAt(digit)] = digit;
for (const space of ' \t\r\n') digitOf[space.charCodeAt(0)] = blank;
digitOf['='.charCodeAt(0)] = padding;

/** From its first `=` on: as many as the group of four wants, and nothing else; `group` ends in the bits left over. */
function endAtPadding(text: string, from: number, digits: number, group: number): void {
  let pads = 0;
  for (let at = from; at < text.length; at++) {
    const digit = digitOf[text.charCodeAt(at)];
    if (digit === padding) pads++;
    else if (digit !== blank) throw new LabelError('label-encoding', 'base64 that goes on after its padding');
  }
  const wanted = (4 - (digits & 3)) & 3;
  if (wanted === 3 || pads !== wanted)
    throw new LabelError('label-encoding', 'base64 with the wrong padding');
  const leftOver = wanted === 2 ? 0b1111 : 0b11;
  if ((group & leftOver) !== 0) throw new LabelError('label-encoding', 'base64 whose last bits are not zero');
}
