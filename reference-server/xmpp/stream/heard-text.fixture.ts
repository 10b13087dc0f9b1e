import { once } from 'node:events';
import type { Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';

/** What comes on a connection as text, read piece by piece. It ends with `end`, or, where that is to count, when it is closed. */
export class HeardText {
  readonly #end: 'end' | 'close';
  #socket: Socket;
  #unread = '';
  #ended = false;

  constructor(socket: Socket, end: 'end' | 'close' = 'end') {
    this.#end = end;
    this.#socket = socket;
    this.moveTo(socket);
  }

  /** It goes on here: the same connection under TLS. */
  moveTo(socket: Socket): void {
    this.#socket = socket;
    const decoder = new StringDecoder();
    socket.on('data', (bytes) => {
      this.#unread += decoder.write(bytes);
    });
    socket.on(this.#end, () => {
      this.#ended = true;
    });
    // A connection that the other side breaks off is an end, too
    socket.on('error', () => {
      this.#ended = true;
      if (this.#end === 'end') socket.emit('end');
    });
  }

  /** Reads up to and with `end`, and gives what it read. Fails when the connection ends before. */
  async until(end: string): Promise<string> {
    for (;;) {
      const at = this.#unread.indexOf(end);
      if (at !== -1) {
        const read = this.#unread.slice(0, at + end.length);
        this.#unread = this.#unread.slice(read.length);
        return read;
      }
      if (this.#ended) throw new Error(`the connection ended before \`${end}\`, after \`${this.#unread}\``);
      const heard = new AbortController();
      const { signal } = heard;
      await Promise.race([once(this.#socket, 'data', { signal }), once(this.#socket, this.#end, { signal })]);
      heard.abort();
    }
  }

  /** All that is left when the connection has ended. */
  async untilEnd(): Promise<string> {
    if (!this.#ended) await once(this.#socket, this.#end);
    return this.#unread;
  }
}
