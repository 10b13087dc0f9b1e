import { isSpace } from './characters.ts';
import { greaterThan, lessThan, slash } from './codes.ts';
import { XmlError } from './errors.ts';

/**
 * The names of the elements that are open, each kept as a hash, so that a name may arrive in pieces.
 * Two names with different hashes differ; that those with the same hash do not is checked when the
 * element is read.
 */
export class OpenNames {
  readonly #hashes: Int32Array;
  #hash = emptyHash;

  /** `count` is the most elements that may be open. */
  constructor(count: number) {
    this.#hashes = new Int32Array(count);
  }

  /** A name begins with the next byte. */
  begin(): void {
    this.#hash = emptyHash;
  }

  /** Reads on in a name, and stops at the first byte that is surely none of it. */
  read(bytes: Uint8Array, from: number): number {
    let at = from;
    let hash = this.#hash;
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === greaterThan || byte === slash || isSpace(byte)) break;
      if (byte === lessThan) throw new XmlError('xml-not-well-formed', '`<` inside a tag');
      hash = Math.imul(hash ^ byte, hashPrime);
    }
    this.#hash = hash;
    return at;
  }

  /** The name that was read is that of the element inside `depth` others. */
  keep(depth: number): void {
    this.#hashes[depth] = this.#hash;
  }

  /** May the name that was read be that of the element inside `depth` others? */
  mayBe(depth: number): boolean {
    return this.#hashes[depth] === this.#hash;
  }
}

// FNV-1a, 32 bits
const emptyHash = 0x811c9dc5 | 0;
const hashPrime = 0x01000193;
