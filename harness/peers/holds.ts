/** Domains that are held: whoever connects to one waits until it is released. */
export class Holds {
  readonly #waiting = new Map<string, (() => void)[]>();
  readonly #awaited = new Map<string, Set<() => void>>();

  /** Settles when the domain is released. */
  wait(domain: string): Promise<void> {
    for (const tell of this.#awaited.get(domain) ?? []) tell();
    return new Promise((resolve) => {
      this.#waiting.set(domain, [...(this.#waiting.get(domain) ?? []), resolve]);
    });
  }

  /** Settles when somebody waits for the domain. `false`: the signal came first. */
  awaited(domain: string, signal: AbortSignal): Promise<boolean> {
    if (this.#waiting.has(domain) || signal.aborted) return Promise.resolve(this.#waiting.has(domain));
    return new Promise((resolve) => {
      const listeners = this.#awaited.get(domain) ?? new Set();
      this.#awaited.set(domain, listeners);
      listeners.add(() => {
        resolve(true);
      });
      signal.addEventListener('abort', () => {
        resolve(false);
      });
    });
  }

  release(domain: string): void {
    const waiting = this.#waiting.get(domain) ?? [];
    this.#waiting.delete(domain);
    for (const goOn of waiting) goOn();
  }

  releaseAll(): void {
    for (const domain of [...this.#waiting.keys()]) this.release(domain);
  }
}
