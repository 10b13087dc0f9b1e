import { LabelError } from '../errors.ts';

/** How deep elements may be nested. A label with the deepest category syntax has 8. */
export const maxDepth = 16;

/**
 * A place in BER octets, moving forward: what is read next, and where the enclosing element ends.
 *
 * It takes what BER leaves to the sender (indefinite and long-form lengths) and nothing that BER forbids. A length is
 * compared with the octets that are there before anything else is done with it. Strings in segments (a constructed BIT
 * STRING) are not read: no label is long enough to need them.
 *
 * Source: X.690 §8.1
 */
export class BerReader {
  /** The contents of the primitive element that `take` moved over: octets `from` to before `to`. */
  from = 0;
  to = 0;
  readonly #view: DataView;
  readonly #end: number;
  readonly #depth: number;
  #at: number;

  private constructor(view: DataView, at: number, end: number, depth: number) {
    this.#view = view;
    this.#at = at;
    this.#end = end;
    this.#depth = depth;
  }

  /** A reader of one element and nothing after it. */
  static of(bytes: Uint8Array): BerReader {
    return new BerReader(
      new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      0,
      bytes.byteLength,
      0,
    );
  }

  /** Is there another element inside the enclosing one? */
  hasMore(): boolean {
    return this.#at < this.#end;
  }

  /** The identifier octet of the next element; 0, which nothing has, at the end. */
  get tag(): number {
    return this.hasMore() ? this.#view.getUint8(this.#at) : 0;
  }

  /** Moves over the next element, which must be a primitive `tag`: its contents are `from` to before `to`. */
  take(tag: number, what: string): void {
    if (this.tag !== tag) this.#refuseTag(tag, what);
    this.skip();
  }

  /** Moves over the next element, which must be a constructed `tag`, and gives a reader of its contents. */
  enter(tag: number, what: string): BerReader {
    this.take(tag, what);
    if (this.#depth === maxDepth) throw tooDeep();
    return new BerReader(this.#view, this.from, this.to, this.#depth + 1);
  }

  /** Moves over the next element, whatever it is. */
  skip(): void {
    this.#at = this.#measure(this.#at, this.#end, this.#depth);
  }

  /** @throws LabelError `label-structure` when the enclosing element has another element. */
  finish(what: string): void {
    if (this.hasMore()) throw new LabelError('label-structure', `${what} with something after its last part`);
  }

  octet(at: number): number {
    return this.#view.getUint8(at);
  }

  octets(): Uint8Array {
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + this.from, this.to - this.from);
  }

  /** Sets `from` and `to` to the contents of the element at `start`, and gives where the next one begins. */
  #measure(start: number, end: number, depth: number): number {
    if (start + 2 > end) throw truncated();
    const tag = this.#view.getUint8(start);
    // Nothing that a label is made of has a tag number that takes more than the one octet
    if ((tag & 0x1f) === 0x1f)
      throw new LabelError('label-structure', `tag \`${hex(tag)}\` with a number over 30`);
    const first = this.#view.getUint8(start + 1);
    if (first === 0x80) return this.#measureIndefinite(tag, start + 2, end, depth);
    let from = start + 2;
    let length = first;
    if (first > 0x80) {
      // X.690 §8.1.3.5 c: 255 is kept for later
      if (first === 0xff) throw new LabelError('label-encoding', 'length octet `ff`');
      const last = from + (first & 0x7f);
      if (last > end) throw truncated();
      for (length = 0; from < last; from++) {
        length = length * 256 + this.#view.getUint8(from);
        if (length > end) throw truncated();
      }
    }
    if (from + length > end) throw truncated();
    this.from = from;
    this.to = from + length;
    return this.to;
  }

  /** The same where the element ends at two zero octets. Source: X.690 §8.1.3.6 */
  #measureIndefinite(tag: number, from: number, end: number, depth: number): number {
    if ((tag & 0x20) === 0) {
      throw new LabelError('label-encoding', `primitive \`${hex(tag)}\` of indefinite length`);
    }
    if (depth === maxDepth) throw tooDeep();
    let at = from;
    while (at + 2 <= end && this.#view.getUint16(at) !== 0) at = this.#measure(at, end, depth + 1);
    if (at + 2 > end) throw truncated();
    this.from = from;
    this.to = at;
    return at + 2;
  }

  #refuseTag(tag: number, what: string): never {
    if (!this.hasMore()) throw new LabelError('label-structure', `no ${what}`);
    throw new LabelError('label-structure', `tag \`${hex(this.tag)}\` where ${what} has \`${hex(tag)}\``);
  }
}

/** An octet as people write it. */
export function hex(octet: number): string {
  return octet.toString(16).padStart(2, '0');
}

function truncated(): LabelError {
  return new LabelError('label-encoding', 'an element that ends before its length says');
}

function tooDeep(): LabelError {
  return new LabelError('label-too-large', `nested deeper than ${maxDepth}`);
}
