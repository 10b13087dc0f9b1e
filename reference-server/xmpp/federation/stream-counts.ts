/** How many streams each peer has opened, by the domain that was proved first on each. */
export class StreamCounts<Stream> {
  readonly #max: number;
  readonly #counts = new Map<string, number>();
  readonly #domains = new Map<Stream, string>();

  constructor(max: number) {
    this.#max = max;
  }

  /** The domain was proved on the stream. `false`: it has too many already, and this is none of them. */
  enter(stream: Stream, domain: string): boolean {
    if (this.#domains.has(stream)) return true;
    const others = this.#counts.get(domain) ?? 0;
    if (others >= this.#max) return false;
    this.#domains.set(stream, domain);
    this.#counts.set(domain, others + 1);
    return true;
  }

  /** The stream has ended, whether or not it was counted. */
  leave(stream: Stream): void {
    const domain = this.#domains.get(stream);
    if (domain === undefined) return;
    this.#domains.delete(stream);
    const others = (this.#counts.get(domain) ?? 1) - 1;
    if (others === 0) this.#counts.delete(domain);
    else this.#counts.set(domain, others);
  }
}
