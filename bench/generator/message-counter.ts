/** Counts the messages that end in a stream's bytes, however they are cut. It reads nothing else, and keeps nothing. */
export class MessageCounter {
  /** How many bytes of an end tag stood at the end of the bytes before. */
  #begun = 0;

  /** How many end in `bytes`, which follow those of the call before. */
  count(bytes: Buffer): number {
    const length = Math.min(end.length - this.#begun, bytes.length);
    const goesOn = this.#begun > 0 && isPartOfEnd(bytes, 0, length, this.#begun);
    if (goesOn && this.#begun + length < end.length) {
      this.#begun += length;
      return 0;
    }
    let messages = goesOn ? 1 : 0;
    for (let at = bytes.indexOf(end); at !== -1; at = bytes.indexOf(end, at + end.length)) messages += 1;
    this.#begun = begunIn(bytes);
    return messages;
  }
}

const end = Buffer.from('</message>');
const lessThan = 0x3c;

/** How many bytes of an end tag stand at the end: only its first byte is a `<`. */
function begunIn(bytes: Buffer): number {
  const at = bytes.lastIndexOf(lessThan);
  const length = bytes.length - at;
  return at !== -1 && length < end.length && isPartOfEnd(bytes, at, length, 0) ? length : 0;
}

/** Are the `length` bytes from `at` those of the end tag from `endAt` on? */
function isPartOfEnd(bytes: Buffer, at: number, length: number, endAt: number): boolean {
  return end.compare(bytes, at, at + length, endAt, endAt + length) === 0;
}
