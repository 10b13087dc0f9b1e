import { element } from '#xml';
import { StreamError } from '../stream-error.ts';
import { countModulus, managementNamespace } from './management.ts';

/** What may wait for its acknowledgement; whoever lets more come together is cut off. */
export interface UnacknowledgedBounds {
  /** Stanzas. */
  readonly maxItems: number;
  /** The same in characters. */
  readonly maxSize: number;
}

const ofOneClient: UnacknowledgedBounds = { maxItems: 2000, maxSize: 4_194_304 };

/**
 * What one session was sent and has not acknowledged, and how many stanzas came from it. It outlives the connection of the
 * session.
 *
 * Source: XEP-0198 §4.
 */
export class Unacknowledged<Item> {
  readonly #bounds: UnacknowledgedBounds;
  #items: { readonly item: Item; readonly size: number }[] = [];
  #size = 0;
  #acknowledged = 0;
  #handled = 0;

  constructor(bounds: UnacknowledgedBounds = ofOneClient) {
    this.#bounds = bounds;
  }

  /** Stanzas that came from the client, modulo 2^32: allowed or refused. */
  get handled(): number {
    return this.#handled;
  }

  get isEmpty(): boolean {
    return this.#items.length === 0;
  }

  /** `by`: -1 takes one back. */
  countReceived(by: 1 | -1 = 1): void {
    this.#handled = (this.#handled + by + countModulus) % countModulus;
  }

  /** The client was sent this; `size` in characters. Gives whether it is now more than a session may leave so, and was not before. */
  add(item: Item, size: number): boolean {
    const wasOverfull = this.#isOverfull();
    this.#items.push({ item, size });
    this.#size += size;
    return !wasOverfull && this.#isOverfull();
  }

  /** The client has `h` stanzas. @throws StreamError when it was never sent so many */
  acknowledge(h: number): void {
    const count = (h - this.#acknowledged + countModulus) % countModulus;
    if (count > this.#items.length)
      throw tooHigh(h, (this.#acknowledged + this.#items.length) % countModulus);
    for (const { size } of this.#items.splice(0, count)) this.#size -= size;
    this.#acknowledged = h;
  }

  /** All that waits, in order, and it waits no longer: what is sent again is added again. */
  takeAll(): Item[] {
    const items = this.#items.map(({ item }) => item);
    this.#items = [];
    this.#size = 0;
    return items;
  }

  #isOverfull(): boolean {
    return this.#items.length > this.#bounds.maxItems || this.#size > this.#bounds.maxSize;
  }
}

function tooHigh(h: number, sent: number): StreamError {
  const detail = element(managementNamespace, 'handled-count-too-high', {
    h: String(h),
    'send-count': String(sent),
  });
  return new StreamError('undefined-condition', undefined, detail);
}
