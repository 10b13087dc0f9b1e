import { StringDecoder } from 'node:string_decoder';

/** Who is told of what passes on one connection. */
export interface WireObserver {
  /** `peer`: the domain of the harness that it is for or from; empty while nobody knows. */
  wire(direction: 'sent' | 'received', peer: string, raw: string): void;
}

/**
 * What passes on one connection, piece by piece: all the pieces of a direction one after the other are what was read and written,
 * but for white space between elements. What has not become an element when the connection ends is a piece too.
 */
export class WireLog {
  readonly #observer: WireObserver;
  #decoder = new StringDecoder('utf8');
  #pending = '';

  constructor(observer: WireObserver) {
    this.#observer = observer;
  }

  /** Bytes arrived; which element they are of is told by `took`. */
  arrived(bytes: Buffer): void {
    this.#pending += this.#decoder.write(bytes);
  }

  /** An element that arrived is complete; this is its text. */
  took(text: string, peer: string): void {
    const at = this.#pending.indexOf(text);
    const end = at === -1 ? this.#pending.length : at + text.length;
    this.#tell(peer, this.#pending.slice(0, end));
    this.#pending = this.#pending.slice(end);
  }

  /** What has arrived is told as it stands, whatever will become of it. */
  flush(peer: string): void {
    const rest = this.#pending + this.#decoder.end();
    this.#pending = '';
    this.#tell(peer, rest);
  }

  sent(text: string, peer: string): void {
    this.#observer.wire('sent', peer, text);
  }

  #tell(peer: string, raw: string): void {
    if (raw.trim() !== '') this.#observer.wire('received', peer, raw.trim());
  }
}
