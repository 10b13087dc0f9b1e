import { Shares } from './shares.ts';

/** How many streams each peer has opened, by the domain that was proved first on each. */
export class StreamCounts<Stream> {
  readonly #shares: Shares;
  readonly #domains = new Map<Stream, string>();

  constructor(max: number) {
    this.#shares = new Shares(max);
  }

  /** The domain was proved on the stream. `false`: it has too many already, and this is none of them. */
  enter(stream: Stream, domain: string): boolean {
    if (this.#domains.has(stream)) return true;
    if (!this.#shares.enter(domain)) return false;
    this.#domains.set(stream, domain);
    return true;
  }

  /** The stream has ended, whether or not it was counted. */
  leave(stream: Stream): void {
    const domain = this.#domains.get(stream);
    if (domain === undefined) return;
    this.#domains.delete(stream);
    this.#shares.leave(domain);
  }
}
