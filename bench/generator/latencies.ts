/** How long messages took, as counts by duration: it costs the same however many there are. */
export class Latencies {
  readonly #counts = new Uint32Array(longestMs * stepsPerMs);
  #total = 0;

  add(ms: number): void {
    const step = Math.min(Math.floor(ms * stepsPerMs), this.#counts.length - 1);
    this.#counts[step] = (this.#counts[step] ?? 0) + 1;
    this.#total += 1;
  }

  /** The duration in milliseconds that `share` (0 to 1) of the messages did not exceed, exact to a step. */
  percentile(share: number): number {
    let left = this.#total * share;
    const step = this.#counts.findIndex((count) => (left -= count) <= 0);
    return (step + 1) / stepsPerMs;
  }
}

const stepsPerMs = 100;
/** What takes longer counts as this, in milliseconds. */
const longestMs = 5_000;
