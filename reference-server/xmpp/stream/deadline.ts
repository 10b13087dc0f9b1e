/** A point in time that may be put off. It keeps no process alive. */
export class Deadline {
  #timer: NodeJS.Timeout | undefined;
  #hasPassed = false;

  /** Calls `passed` in `ms` milliseconds, in place of what was to be called before. */
  set(ms: number, passed: () => void): void {
    this.clear();
    this.#hasPassed = false;
    this.#timer = setTimeout(() => {
      this.#hasPassed = true;
      passed();
    }, ms);
    this.#timer.unref();
  }

  /** What was to be called has been. */
  get hasPassed(): boolean {
    return this.#hasPassed;
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
