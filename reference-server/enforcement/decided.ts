import type { Clearances, Decision } from '#policy';
import type { Element } from '#xml';
import type { PeerRules } from './peer/peer-rules.ts';
import type { Ruling } from './ruling.ts';

/**
 * What was decided about one message: a room asks for every occupant, and many have one clearance and are at one place.
 * For that message and for as long as no rule changes, which is while it goes to everybody.
 */
export class Decided {
  readonly #decisions = new Map<Clearances, Decision>();
  #written: Map<PeerRules, Ruling<Element>> | undefined;

  /** Asked once for each clearance. */
  of(clearances: Clearances, decide: () => Decision): Decision {
    const known = this.#decisions.get(clearances);
    if (known !== undefined) return known;
    const decision = decide();
    this.#decisions.set(clearances, decision);
    return decision;
  }

  /** The message as a peer is to see it: written once for each of them. */
  writtenFor(peer: PeerRules, write: () => Ruling<Element>): Ruling<Element> {
    this.#written ??= new Map();
    const known = this.#written.get(peer);
    if (known !== undefined) return known;
    const written = write();
    this.#written.set(peer, written);
    return written;
  }
}
