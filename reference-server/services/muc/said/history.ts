import type { Admitted, Rules } from '../../../enforcement/index.ts';
import { serializeStanza } from '../../../xmpp/index.ts';

/** What a room took, as its occupants saw it, and under which rules and when. */
export interface Said {
  readonly message: Admitted;
  readonly rules: Rules;
  readonly at: Date;
}

/** Characters of all that a room keeps: whoever enters gets it in one go, and may leave no more than four times as much unread. */
const maxCharacters = 1_048_576;

/** What was said lately, the oldest first. Who may have it is asked anew for whoever enters (replay.ts). */
export class History {
  readonly #said: Said[] = [];
  readonly #sizes: number[] = [];
  #size = 0;

  /** @param length how many are kept */
  add(said: Said, length: number): void {
    const size = serializeStanza(said.message.stanza).length;
    this.#said.push(said);
    this.#sizes.push(size);
    this.#size += size;
    this.limit(length);
  }

  /** Keeps no more than the last ones, and of those no more than there is place for. */
  limit(length: number): void {
    while (this.#said.length > length || this.#size > maxCharacters) {
      this.#said.shift();
      this.#size -= this.#sizes.shift() ?? 0;
    }
  }

  get all(): readonly Said[] {
    return this.#said;
  }
}
