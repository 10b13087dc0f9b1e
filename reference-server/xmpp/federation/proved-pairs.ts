import type { DomainPair } from './outgoing.ts';

/** The pairs of domains that one connection may send for, and those that it waits for. */
export class ProvedPairs {
  readonly #max: number;
  readonly #byDomain = new Map<string, Map<string, DomainPair>>();
  readonly #awaited = new Set<DomainPair>();
  #count = 0;
  #first: string | undefined;

  constructor(max: number) {
    this.#max = max;
  }

  /** The domain that was proved first. */
  get first(): string | undefined {
    return this.#first;
  }

  find({ from, to }: DomainPair): DomainPair | undefined {
    return this.#byDomain.get(from)?.get(to);
  }

  /** Is there room for another one, or is it there already? */
  mayAdd(pair: DomainPair): boolean {
    return this.find(pair) !== undefined || this.#count + this.#awaited.size < this.#max;
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
    this.#count += 1;
    const ofDomain = this.#byDomain.get(pair.from) ?? new Map<string, DomainPair>();
    this.#byDomain.set(pair.from, ofDomain.set(pair.to, pair));
  }
}
