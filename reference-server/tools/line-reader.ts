/** A line, or that it was longer than its bound, or no UTF-8. */
export type Line = { readonly text: string } | { readonly bad: 'too-long' | 'not-utf8' };

/** Longest line that is kept, in bytes: a label is under 64 KiB, a clearance in XML under 256 KiB. */
export const maxLineBytes = 1_048_576;

/**
 * Takes bytes apart into lines, however they are cut up. What is over the bound is dropped as it comes, so that a line
 * without an end takes no memory.
 */
export class LineReader {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #begun: Uint8Array[] = [];
  #length = 0;

  /** The lines that end in these bytes. */
  push(bytes: Uint8Array): Line[] {
    const lines: Line[] = [];
    let from = 0;
    for (let end = bytes.indexOf(lineFeed); end !== -1; end = bytes.indexOf(lineFeed, from)) {
      lines.push(this.#finish(bytes.subarray(from, end)));
      from = end + 1;
    }
    this.#keep(bytes.subarray(from));
    return lines;
  }

  /** The last line, if it has no end. */
  end(): Line[] {
    return this.#length === 0 ? [] : [this.#finish(new Uint8Array())];
  }

  #keep(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#length += bytes.length;
    // The chunk's memory may be used again by whoever gave it
    if (this.#length <= maxLineBytes) this.#begun.push(bytes.slice());
    else this.#begun = [];
  }

  #finish(rest: Uint8Array): Line {
    const length = this.#length + rest.length;
    const line = this.#length === 0 ? rest : joined([...this.#begun, rest]);
    this.#begun = [];
    this.#length = 0;
    if (length > maxLineBytes) return { bad: 'too-long' };
    try {
      return { text: this.#decoder.decode(line) };
    } catch {
      return { bad: 'not-utf8' };
    }
  }
}

const lineFeed = 0x0a;

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
