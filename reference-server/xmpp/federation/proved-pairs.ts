import type { DomainPair } from './outgoing.ts';
import { PairMap } from './pair-map.ts';

/** The pairs of domains that one connection may send for, and those that it wanted to send for and has not proved. */
export class ProvedPairs {
  readonly #max: number;
  readonly #proved = new PairMap<DomainPair>();
  readonly #asked = new Set<DomainPair>();
  #first: string | undefined;

  constructor(max: number) {
    this.#max = max;
  }

  /** Nobody has proved anything yet, or tried to. */
  get isUntried(): boolean {
    return this.#proved.size + this.#asked.size === 0;
  }

  /** The domain that was proved first. */
  get first(): string | undefined {
    return this.#first;
  }

  find(pair: DomainPair): DomainPair | undefined {
    return this.#proved.get(pair);
  }

  /**
   * Is there room for another one, or is it there already? Those that were not proved count too: for each of them we have connected
   * to whom the other side named.
   */
  mayAdd(pair: DomainPair): boolean {
    return this.find(pair) !== undefined || this.#proved.size + this.#asked.size < this.#max;
  }

  /** It is being found out. */
  ask(pair: DomainPair): void {
    this.#asked.add(pair);
  }

  add(pair: DomainPair): void {
    this.#asked.delete(pair);
    if (this.find(pair) !== undefined) return;
    this.#first ??= pair.from;
    this.#proved.set(pair, pair);
  }
}
