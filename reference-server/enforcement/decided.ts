import type { Clearances, Decision } from '#policy';

/**
 * What was decided about one message: a room asks for every occupant, and many have one clearance and are at one place.
 * For that message and for as long as no rule changes, which is while it goes to everybody.
 */
export class Decided {
  readonly #decisions = new Map<Clearances, Decision>();

  /** Asked once for each clearance. */
  of(clearances: Clearances, decide: () => Decision): Decision {
    const known = this.#decisions.get(clearances);
    if (known !== undefined) return known;
    const decision = decide();
    this.#decisions.set(clearances, decision);
    return decision;
  }
}
