import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** How many lines of output are kept: of a whole run, servers as they are configured here say some hundreds. */
const keptLines = 5000;
/** How much of a line: some servers write the stanzas of a megabyte that they refuse. */
const keptCharacters = 4000;

/** The last lines that a server said, of all its streams, in the order they came. */
export class ServerLog {
  readonly #noise: RegExp | undefined;
  readonly #lines: string[] = [];
  readonly #listeners: ((line: string) => void)[] = [];

  /** `noise`: lines that say nothing, and are left out. */
  constructor(noise?: RegExp) {
    this.#noise = noise;
  }

  /** Is told each line, those too that were said before. */
  onLine(listener: (line: string) => void): void {
    for (const line of this.#lines) listener(line);
    this.#listeners.push(listener);
  }

  read(stream: Readable): void {
    createInterface({ input: stream, crlfDelay: Infinity }).on('line', (line) => {
      if (this.#noise?.test(line) !== true) this.tell(line);
    });
  }

  /** One line more; a long one is told whole and kept as far as it says what it is. */
  tell(line: string): void {
    this.#lines.push(line.length > keptCharacters ? `${line.slice(0, keptCharacters)} …` : line);
    if (this.#lines.length > keptLines) this.#lines.shift();
    for (const listener of this.#listeners) listener(line);
  }

  lines(): readonly string[] {
    return [...this.#lines];
  }

  /** What a sentence about its end goes on with: `: ` and the last things it said, if it said any. */
  lastWords(count = 1): string {
    const last = this.#lines.slice(-count).map((line) => line.trim());
    return last.length === 0 ? '' : `: ${last.join(' / ')}`;
  }
}
