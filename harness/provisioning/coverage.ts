import type { Fixtures } from '../fixtures/index.ts';
import type { Spelling } from './spelling.ts';

/** What whoever holds a clearance gets, and what not; of other labels nothing is said. */
export interface Holding {
  readonly gets: ReadonlySet<string>;
  readonly lacks: ReadonlySet<string>;
}

/** What people have written down about who gets which label. It looks clearances up and decides on none. */
export class Coverage {
  /** The labels that something is said of. */
  readonly labels: readonly string[];
  readonly #spelling: Spelling;
  readonly #holdings: ReadonlyMap<string, Holding>;

  constructor({ holders: { labels, holders } }: Pick<Fixtures, 'holders'>, spelling: Spelling) {
    this.labels = Object.values(labels).flat();
    this.#spelling = spelling;
    this.#holdings = new Map(
      holders.map(({ holds, gets }) => {
        const said = Object.values(labels).filter((own) => own.some((label) => gets.includes(label)));
        const lacks = said.flat().filter((label) => !gets.includes(label));
        return [this.#keyOf(holds), { gets: new Set(gets), lacks: new Set(lacks) }];
      }),
    );
  }

  /** Of a clearance; who holds none gets none. `undefined`: nobody has written it down. */
  of(words: unknown): Holding | undefined {
    if (words === 'none' || words === undefined) return { gets: new Set(), lacks: new Set(this.labels) };
    return words === 'certificate' ? undefined : this.#holdings.get(this.#keyOf(words));
  }

  #keyOf(words: unknown): string {
    const spelled = this.#spelling.clearance(words).map(({ inWords }) => inWords);
    return spelled.sort().join('\n');
  }
}
