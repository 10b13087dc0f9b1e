import type { Fixtures } from '../fixtures/index.ts';
import type { Spelling } from './spelling.ts';

/** What people have written down about who gets which label. It looks clearances up and decides on none. */
export class Coverage {
  /** The labels that something is said of. */
  readonly labels: readonly string[];
  readonly #spelling: Spelling;
  readonly #gets: ReadonlyMap<string, ReadonlySet<string>>;

  constructor({ holders }: Pick<Fixtures, 'holders'>, spelling: Spelling) {
    this.labels = holders.labels;
    this.#spelling = spelling;
    this.#gets = new Map(holders.holders.map(({ holds, gets }) => [this.#keyOf(holds), new Set(gets)]));
  }

  /** What whoever holds a clearance gets, of `labels`; who holds none gets none. `undefined`: nobody has written it down. */
  of(words: unknown): ReadonlySet<string> | undefined {
    if (words === 'none' || words === undefined) return new Set();
    return words === 'certificate' ? undefined : this.#gets.get(this.#keyOf(words));
  }

  #keyOf(words: unknown): string {
    const spelled = this.#spelling.clearance(words).map(({ inWords }) => inWords);
    return spelled.sort().join('\n');
  }
}
