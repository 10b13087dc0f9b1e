import type { Arrival, ManagedStream, ResumedSession } from './actor.ts';
import { ns } from './namespaces.ts';

/** The client's side of stream management: what came since it was enabled. Source: XEP-0198 §4. */
export class CountedStream implements ManagedStream {
  readonly #jid: string;
  #id: string | undefined;
  #received = 0;
  #acknowledged = 0;

  constructor(jid: string, resumed?: ResumedSession) {
    this.#jid = jid;
    if (resumed === undefined) return;
    this.#id = resumed.previd;
    this.#received = resumed.h;
    this.#acknowledged = resumed.h;
  }

  arrived({ element: { name, namespace, attributes } }: Arrival): void {
    if (name === 'enabled' && namespace === ns.management) {
      this.#id = attributes['id'];
      this.#received = 0;
    } else if (stanzaNames.has(name)) this.#received += 1;
  }

  acknowledge(): number {
    this.#acknowledged = this.#received;
    return this.#received;
  }

  resumable(has: 'all' | 'acknowledged'): ResumedSession | undefined {
    if (this.#id === undefined) return undefined;
    const h = has === 'all' ? this.#received : this.#acknowledged;
    return { previd: this.#id, h, jid: this.#jid };
  }
}

const stanzaNames: ReadonlySet<string> = new Set(['message', 'presence', 'iq']);
