import type { DomainPair } from './outgoing.ts';
import { PairMap } from './pair-map.ts';

/** The pairs of domains that one connection may send for, and those that it waits for. */
export class ProvedPairs {
  readonly #max: number;
  readonly #proved = new PairMap<DomainPair>();
  readonly #awaited = new Set<DomainPair>();
  #first: string | undefined;

  constructor(max: number) {
    this.#max = max;
  }

  /** The domain that was proved first. */
  get first(): string | undefined {
    return this.#first;
  }

  find(pair: DomainPair): DomainPair | undefined {
    return this.#proved.get(pair);
  }

  /** Is there room for another one, or is it there already? */
  mayAdd(pair: DomainPair): boolean {
    return this.find(pair) !== undefined || this.#proved.size + this.#awaited.size < this.#max;
  }

  await(pair: DomainPair): void {
    this.#awaited.add(pair);
  }

  awaitNoLonger(pair: DomainPair): void {
    this.#awaited.delete(pair);
  }

  add(pair: DomainPair): void {
    if (this.find(pair) !== undefined) return;
    this.#first ??= pair.from;
    this.#proved.set(pair, pair);
  }
}
