import type { Element } from '#xml';
import { readReceived } from './body.ts';
import { type Comparison, compare, type MatchMode } from './match.ts';

/** A stanza that a character has got and no step has read yet. */
export interface Arrived {
  /** Its line in the transcript. */
  readonly n: number;
  readonly raw: string;
}

/** What a `receives` finds among what is unread. */
export type Search =
  | { readonly found: Arrived; readonly at: number; readonly captured: Comparison['captured'] }
  | { readonly found?: never; readonly closest?: { readonly arrived: Arrived; readonly difference: string } };

/**
 * What one session has got and not read, in the order in which it came.
 *
 * The first that matches is read. Those before it are passed over for good in scansion's way; in the portable way they stay for later.
 */
export class Unread {
  readonly #mode: MatchMode;
  #stanzas: readonly (Arrived & { readonly element: Element | undefined })[] = [];
  /** What came up to here counts no more for silence: something that came later was read. */
  #readUpTo = -1;

  constructor(mode: MatchMode) {
    this.#mode = mode;
  }

  arrive(arrived: Arrived): void {
    this.#stanzas = [...this.#stanzas, { ...arrived, element: readReceived(arrived.raw) }];
  }

  search(expected: Element): Search {
    let closest:
      | { readonly arrived: Arrived; readonly difference: string; readonly agreed: number }
      | undefined;
    for (const [at, { n, raw, element }] of this.#stanzas.entries()) {
      if (element === undefined) continue;
      const { difference, agreed, captured } = compare(expected, element, this.#mode);
      if (difference === undefined) return { found: { n, raw }, at, captured };
      if (agreed >= (closest?.agreed ?? 0)) closest = { arrived: { n, raw }, difference, agreed };
    }
    return closest === undefined ? {} : { closest };
  }

  /** The stanza is read. Gives how many were passed over for it. */
  read({ found, at }: Extract<Search, { found: Arrived }>): number {
    this.#readUpTo = Math.max(this.#readUpTo, found.n);
    const kept = this.#mode === 'portable' ? this.#stanzas.slice(0, at) : [];
    this.#stanzas = [...kept, ...this.#stanzas.slice(at + 1)];
    return at - kept.length;
  }

  /** The first stanza that came after all that was read. */
  get first(): Arrived | undefined {
    return this.#stanzas.find(({ n }) => n > this.#readUpTo);
  }
}
