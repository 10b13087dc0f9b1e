/** How many places each holder has, and that none has more than its share. */
export class Shares {
  readonly #max: number;
  readonly #counts = new Map<string, number>();

  constructor(max: number) {
    this.#max = max;
  }

  /** One more place for the holder. `false`: it has its share already. */
  enter(holder: string): boolean {
    const others = this.#counts.get(holder) ?? 0;
    if (others >= this.#max) return false;
    this.#counts.set(holder, others + 1);
    return true;
  }

  /** It gives up a place that it has entered. */
  leave(holder: string): void {
    const others = (this.#counts.get(holder) ?? 1) - 1;
    if (others === 0) this.#counts.delete(holder);
    else this.#counts.set(holder, others);
  }

  clear(): void {
    this.#counts.clear();
  }
}
