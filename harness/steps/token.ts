import { createHash } from 'node:crypto';

/** What marks one stanza of a run: nobody can guess it, and the same seed makes it again. */
export interface Token {
  /** The stanza's `id`. */
  readonly id: string;
  /** Stands in its content and nowhere else in the run. */
  readonly nonce: string;
}

/** Whose tokens they are. */
export interface TokenSource {
  readonly seed: string;
  readonly scenario: string;
  readonly part: string;
}

/** The token of the `n`th stanza of a step: 100 and 130 bits of SHA-256 over all of these, in base32. */
export function tokenOf({ seed, scenario, part }: TokenSource, step: number, n: number): Token {
  const text = JSON.stringify([seed, scenario, part, step, n]);
  const digits = base32(createHash('sha256').update(text).digest());
  return { id: digits.slice(0, 20), nonce: digits.slice(20, 46) };
}

/** RFC 4648 §6 in lower case, without padding. */
function base32(bytes: Uint8Array): string {
  let bits = 0;
  let width = 0;
  let text = '';
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    width += 8;
    while (width >= 5) {
      width -= 5;
      text += alphabet.charAt((bits >>> width) & 31);
    }
    bits &= (1 << width) - 1;
  }
  return width === 0 ? text : text + alphabet.charAt((bits << (5 - width)) & 31);
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
