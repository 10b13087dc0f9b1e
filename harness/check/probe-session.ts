import { type Element, escapeAttribute, parseDocument } from '#xml';
import type { Actor, Observer } from '../actors/index.ts';

/** A session that probes speak on: what it asks and what comes, each wait bounded by `budgetMs`. */
export class ProbeSession {
  readonly actor: Actor;
  /** The features that the server offered after login; left out: the way in shows none. */
  readonly features: Element | undefined;
  readonly #budgetMs: number;
  readonly #arrived: Element[] = [];
  readonly #waiting = new Set<() => void>();
  #ids = 0;

  constructor(actor: Actor, features: Element | undefined, budgetMs: number) {
    this.actor = actor;
    this.features = features;
    this.#budgetMs = budgetMs;
    actor.onArrival(({ element }) => {
      this.#arrived.push(element);
      for (const wake of this.#waiting) wake();
    });
    void actor.closed.then(() => {
      for (const wake of this.#waiting) wake();
    });
  }

  get jid(): string {
    return this.actor.jid;
  }

  get bare(): string {
    return this.jid.split('/')[0] ?? this.jid;
  }

  /** An id that nothing else in this session has. */
  newId(): string {
    this.#ids += 1;
    return `check-${this.#ids}`;
  }

  send(text: string): void {
    this.actor.send(text);
  }

  /** The first element that fits, of all that came since `from`; `undefined`: none came in time. */
  async next(fits: (element: Element) => boolean, from = 0): Promise<Element | undefined> {
    const until = performance.now() + this.#budgetMs;
    for (;;) {
      const found = this.#arrived.slice(from).find(fits);
      const left = until - performance.now();
      if (found !== undefined || left <= 0) return found;
      await this.#somethingNew(left);
    }
  }

  /** How much has come so far: where `next` may begin. */
  get count(): number {
    return this.#arrived.length;
  }

  /** Did something that fits come? Waits for nothing. */
  has(fits: (element: Element) => boolean, from = 0): boolean {
    return this.#arrived.slice(from).some(fits);
  }

  /** The answer to an iq; `undefined`: none came in time. */
  ask(type: 'get' | 'set', payload: string, to?: string): Promise<Element | undefined> {
    const id = this.newId();
    const from = this.count;
    const address = to === undefined ? '' : ` to='${escapeAttribute(to)}'`;
    this.send(`<iq type='${type}' id='${id}'${address}>${payload}</iq>`);
    return this.next((one) => one.name === 'iq' && one.attributes['id'] === id, from);
  }

  /** The session says who it is, and the server has taken that in: it answers what was asked afterwards. */
  async comeOnline(): Promise<void> {
    this.send('<presence/>');
    await this.ask('get', "<ping xmlns='urn:xmpp:ping'/>", this.bare.split('@').at(-1));
  }

  close(): Promise<void> {
    return this.actor.close();
  }

  async #somethingNew(withinMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const wake = (): void => {
      resolve(undefined);
    };
    this.#waiting.add(wake);
    const bound = setTimeout(wake, withinMs);
    await promise;
    clearTimeout(bound);
    this.#waiting.delete(wake);
  }
}

/** Keeps the features that a connection is told of. */
export class FeaturesKept implements Observer {
  features: Element | undefined;

  stanza(): void {
    // What passes is looked at as it arrives
  }

  stream(event: Parameters<Observer['stream']>[0], detail: string): void {
    if (event === 'features') this.features = parseDocument(detail);
  }
}
