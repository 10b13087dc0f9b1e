import { encodeBase64 } from '#labels';
import { hashOf, Random } from './random.ts';
import { otherValue } from './values.ts';

/** Bytes as a text, whatever they are; U+E000 and U+E001 stand for halves of a surrogate pair, which UTF-8 cannot say. */
export function textIn(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replaceAll('\ue000', '\ud83d').replaceAll('\ue001', '\udd12');
}

/** Bytes as the base64 that a reader of BER takes. */
export function base64In(bytes: Uint8Array): string {
  return encodeBase64(bytes);
}

/** Bytes as a value of JSON; where they are none, as a value that is nearly one of these, and always the same one. */
export function valueIn(bytes: Uint8Array, patterns: readonly unknown[]): unknown {
  try {
    return JSON.parse(textIn(bytes));
  } catch {
    const random = new Random(hashOf(bytes));
    return otherValue(random, random.pick(patterns));
  }
}
