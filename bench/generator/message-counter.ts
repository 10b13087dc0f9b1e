/** Counts the messages that end in a stream's bytes, however they are cut. It reads nothing else. */
export class MessageCounter {
  #tail = Buffer.alloc(0);

  /** How many end in `bytes`, which follow those of the call before. */
  count(bytes: Buffer): number {
    const across = Buffer.concat([this.#tail, bytes.subarray(0, end.length - 1)]);
    let messages = across.includes(end) ? 1 : 0;
    for (let at = bytes.indexOf(end); at !== -1; at = bytes.indexOf(end, at + end.length)) messages += 1;
    this.#tail = lastOf(bytes.length < end.length - 1 ? Buffer.concat([this.#tail, bytes]) : bytes);
    return messages;
  }
}

const end = Buffer.from('</message>');

/** A copy of what may be the beginning of an end tag: never all of one. */
function lastOf(bytes: Buffer): Buffer<ArrayBuffer> {
  return Buffer.from(bytes.subarray(Math.max(0, bytes.length - (end.length - 1))));
}
