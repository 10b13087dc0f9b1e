import type { Element } from '#xml';
import { bodyText, endText } from './bosh-body.ts';

/** One request of a BOSH client, read and not answered. */
export interface BoshRequest {
  /** The wrapper. */
  readonly body: Element;
  readonly rid: number;
  /** Where it comes from; two places are the same where the texts are. */
  readonly place: string;
  /** Its turn has come: from now on the client is at its place. */
  begin(): void;
  /** Answers it, once. */
  answer(text: string): void;
  /** Nobody waits for the answer any more. */
  isGone(): boolean;
}

/** Responses that are kept for a client that did not get them. */
const maxKept = 2;

/** The requests of one session: in their order, held until they are answered, and repeated when one was lost. Source: XEP-0124 §14. */
export class BoshRequests {
  readonly #window: number;
  readonly #early = new Map<number, BoshRequest>();
  readonly #answered = new Map<number, { readonly place: string; readonly text: string }>();
  #held: BoshRequest[] = [];
  #next: number;
  #place: string;
  #isFirst = true;

  /** `window`: most requests that may be under way at once. */
  constructor({ rid, place }: BoshRequest, window: number) {
    this.#next = rid;
    this.#place = place;
    this.#window = window;
  }

  /** How many wait for an answer. */
  get held(): number {
    return this.#held.length;
  }

  /** No request has been answered yet. */
  get isFirst(): boolean {
    return this.#isFirst;
  }

  /**
   * Those whose turn has come with this one, in order: none while one before it is missing. A repeated request is answered
   * here as it was, where it comes from the same place: what was written for one place goes to no other.
   */
  enter(request: BoshRequest): readonly BoshRequest[] | 'refused' {
    const { rid, place } = request;
    if (rid >= this.#next + this.#window) return 'refused';
    if (rid < this.#next) {
      if (this.#held.some((one) => one.rid === rid)) return [request];
      const answered = this.#answered.get(rid);
      if (answered?.place !== place) return 'refused';
      request.answer(answered.text);
      return [];
    }
    if (this.#early.has(rid)) return 'refused';
    this.#early.set(rid, request);
    return this.#inOrder();
  }

  /** Does it come from another place than those before it? */
  isElsewhere({ place }: BoshRequest): boolean {
    return place !== this.#place;
  }

  /** It waits for its answer from now on. `true`: it repeats one, whose content is known. */
  hold(request: BoshRequest): boolean {
    const at = this.#held.findIndex((one) => one.rid === request.rid);
    this.#place = request.place;
    if (at !== -1) this.#held.splice(at, 1, request)[0]?.answer(bodyText([]));
    else this.#held.push(request);
    return at !== -1 || this.#answered.has(request.rid);
  }

  /** Answers the oldest. */
  answer(text: string): void {
    const request = this.#held.shift();
    if (request === undefined) return;
    this.#isFirst = false;
    this.#answered.set(request.rid, { place: request.place, text });
    for (const rid of this.#answered.keys()) if (this.#answered.size > maxKept) this.#answered.delete(rid);
    request.answer(text);
  }

  /** Answers those that nobody waits for any more, with nothing: what is to be said is kept for the next. */
  answerGone(): void {
    while (this.#held[0]?.isGone() === true) this.answer(bodyText([]));
  }

  /** All that still wait are told that there is no session. */
  dismiss(): void {
    for (const request of [...this.#held, ...this.#early.values()]) request.answer(endText('item-not-found'));
    this.#held = [];
    this.#early.clear();
    this.#answered.clear();
  }

  #inOrder(): readonly BoshRequest[] {
    const ready: BoshRequest[] = [];
    for (let one = this.#early.get(this.#next); one !== undefined; one = this.#early.get(this.#next)) {
      this.#early.delete(this.#next);
      this.#next += 1;
      ready.push(one);
    }
    return ready;
  }
}
