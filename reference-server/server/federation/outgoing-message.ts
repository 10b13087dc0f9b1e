import type { Departing, Exempt } from '../../enforcement/index.ts';
import {
  namespaces,
  type Outgoing,
  type PeerFailure,
  type Stanza,
  serializeStanza,
} from '../../xmpp/index.ts';
import type { ImDomain } from '../im-domain.ts';
import type { Came } from '../offline.ts';
import { bounce, refuseDeparture } from './bounce.ts';
import { exemptNow, judgeAgain } from './judge-again.ts';
import type { LastContent } from './last-content.ts';
import type { SentToPeers } from './sent-to-peers.ts';

/** What all that goes to peers shares. */
export interface WayOut {
  readonly domain: ImDomain;
  readonly sent: SentToPeers;
  readonly content: LastContent;
}

/** Something on its way to a peer: written as it was judged, or, where it had to wait, as it may go then. */
export class OutgoingMessage implements Outgoing {
  readonly #message: Departing | Exempt;
  readonly #way: WayOut;
  #isWritten = false;
  /** What held when it began to wait. */
  #came: Came | undefined;

  constructor(message: Departing | Exempt, way: WayOut) {
    this.#message = message;
    this.#way = way;
  }

  get size(): number {
    return this.#message.stanza.element.source?.text.length ?? assumedSize;
  }

  /** It was not written at once: what holds may be something else when it is. */
  waitUnlessWritten(): void {
    const { rules } = this.#way.domain;
    if (!this.#isWritten) this.#came = { rules, at: rules.now() };
  }

  write(namespace: string = namespaces.server): string | undefined {
    this.#isWritten = true;
    const stanza = this.#asItMayGoNow();
    if (stanza === undefined) return undefined;
    const { sent, content } = this.#way;
    sent.note(stanza);
    return serializeStanza(stanza, { namespace, content: content.of(stanza, namespace) });
  }

  failed(why: PeerFailure): void {
    const { stanza } = this.#message;
    const { domain, sent } = this.#way;
    try {
      // It has its answer: none that may still come is one
      if (stanza.to !== undefined) sent.settle({ ...stanza, from: stanza.to, to: stanza.from });
      bounce(stanza, why, domain);
    } catch (mistake) {
      domain.report(mistake);
    }
  }

  /**
   * Where it has waited, clearances, rooms and who is in them may be others. In doubt, deny: a mistake of ours keeps it here like
   * any refusal.
   */
  #asItMayGoNow(): Stanza | undefined {
    const [message, came, domain] = [this.#message, this.#came, this.#way.domain];
    const isCurrent = came === undefined || domain.rules.faults.has('peer.queued');
    if (!('peer' in message)) return isCurrent ? message.stanza : exemptNow(message, came, domain);
    const { stanza, before, peer } = message;
    if (stanza.to?.domain !== peer) throw new Error('a message for another peer');
    if (isCurrent) return stanza;
    const again = judgeAgain(message, came, domain);
    if (again.allowed) return again.message.stanza;
    refuseDeparture({ ...before.stanza, to: stanza.to }, again, domain);
    return undefined;
  }
}

/** Characters of a stanza whose length nobody has counted: one of our own, or one that was written anew. */
const assumedSize = 1024;
