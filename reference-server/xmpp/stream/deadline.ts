/** A point in time that may be put off. It keeps no process alive. */
export class Deadline {
  #timer: NodeJS.Timeout | undefined;

  /** Calls `passed` in `ms` milliseconds, in place of what was to be called before. */
  set(ms: number, passed: () => void): void {
    this.clear();
    this.#timer = setTimeout(passed, ms);
    this.#timer.unref();
  }

  /** Starts the time over. */
  putOff(): void {
    this.#timer?.refresh();
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
