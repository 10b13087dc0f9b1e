import type { Admitted, Rules } from '../../enforcement/index.ts';

/** What a room took, as its occupants saw it, and under which rules and when. */
export interface Said {
  readonly message: Admitted;
  readonly rules: Rules;
  readonly at: Date;
}

/** What was said lately, the oldest first. Who may have it is asked anew for whoever enters (replay.ts). */
export class History {
  readonly #said: Said[] = [];

  /** @param length how many are kept */
  add(said: Said, length: number): void {
    this.#said.push(said);
    this.limit(length);
  }

  /** Keeps no more than the last ones. */
  limit(length: number): void {
    this.#said.splice(0, Math.max(0, this.#said.length - length));
  }

  get all(): readonly Said[] {
    return this.#said;
  }
}
