import type { DomainPair } from './outgoing.ts';

/** Something for each pair of domains. It is asked for every stanza, so nothing is put together to ask. */
export class PairMap<Value> {
  readonly #byDomain = new Map<string, Map<string, Value>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get({ from, to }: DomainPair): Value | undefined {
    return this.#byDomain.get(from)?.get(to);
  }

  set({ from, to }: DomainPair, value: Value): void {
    const ofDomain = this.#byDomain.get(from) ?? new Map<string, Value>();
    if (!ofDomain.has(to)) this.#size += 1;
    this.#byDomain.set(from, ofDomain.set(to, value));
  }

  delete({ from, to }: DomainPair): void {
    const ofDomain = this.#byDomain.get(from);
    if (ofDomain?.delete(to) !== true) return;
    this.#size -= 1;
    if (ofDomain.size === 0) this.#byDomain.delete(from);
  }

  clear(): void {
    this.#byDomain.clear();
    this.#size = 0;
  }

  values(): Value[] {
    return [...this.#byDomain.values()].flatMap((ofDomain) => [...ofDomain.values()]);
  }
}
