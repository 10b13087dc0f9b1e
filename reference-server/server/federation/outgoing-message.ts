import type { Departing, Exempt } from '../../enforcement/index.ts';
import {
  type Answerable,
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

/**
 * Something on its way to a peer: written as it was judged, or, where it had to wait, as it may go then. When it has been written,
 * nothing of it is kept but what an answer to its sender needs.
 */
export class OutgoingMessage implements Outgoing {
  readonly size: number;
  readonly #way: WayOut;
  /** `undefined`: it has been written. */
  #message: Departing | Exempt | undefined;
  #about: Answerable;
  /** What held when it began to wait. */
  #came: Came | undefined;

  constructor(message: Departing | Exempt, way: WayOut) {
    const { stanza } = message;
    this.size = stanza.element.source?.text.length ?? assumedSize;
    this.#way = way;
    this.#message = message;
    this.#about = stanza;
  }

  /** It was not written at once: what holds may be something else when it is. */
  waitUnlessWritten(): void {
    const { rules } = this.#way.domain;
    if (this.#message !== undefined) this.#came = { rules, at: rules.now() };
  }

  write(namespace: string = namespaces.server): string | undefined {
    const message = this.#message;
    if (message === undefined) return undefined;
    this.#message = undefined;
    // The fault `err.sanitise` keeps all of it, to send it back
    const { faults } = this.#way.domain.rules;
    this.#about = faults.has('err.sanitise') ? message.stanza : answerableOf(message.stanza);
    const stanza = this.#asItMayGoNow(message);
    if (stanza === undefined) return undefined;
    const { sent, content } = this.#way;
    sent.note(stanza);
    return serializeStanza(stanza, { namespace, content: content.of(stanza, namespace) });
  }

  failed(why: PeerFailure): void {
    const about = this.#about;
    const { domain, sent } = this.#way;
    try {
      // It has its answer: none that may still come is one
      if (about.to !== undefined) sent.settle({ ...about, from: about.to, to: about.from });
      bounce(about, why, domain);
    } catch (mistake) {
      domain.report(mistake);
    }
  }

  /**
   * Where it has waited, clearances, rooms and who is in them may be others. In doubt, deny: a mistake of ours keeps it here like
   * any refusal.
   */
  #asItMayGoNow(message: Departing | Exempt): Stanza | undefined {
    const came = this.#came;
    const { domain } = this.#way;
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

function answerableOf({ kind, type, id, from, to }: Stanza): Answerable {
  return { kind, type, from, ...(id !== undefined && { id }), ...(to !== undefined && { to }) };
}

/** Characters of a stanza whose length nobody has counted: one of our own, or one that was written anew. */
const assumedSize = 1024;
