import type { Departing, Exempt, Rules } from '../../enforcement/index.ts';
import {
  namespaces,
  type Outgoing,
  type PeerFailure,
  type Stanza,
  serializeStanza,
} from '../../xmpp/index.ts';
import type { ImDomain } from '../im-domain.ts';
import { bounce, refuseDeparture } from './bounce.ts';
import { judgeAgain } from './judge-again.ts';
import { SentToPeers } from './sent-to-peers.ts';
import type { WayToPeers } from './way-to-peers.ts';

/** Where things for other domains go: streams to other servers, or components. */
export interface PeerRoutes {
  /** Sends it when there is a stream for the pair of domains, or tells that it could not. */
  send(pair: { readonly from: string; readonly to: string }, outgoing: Outgoing): void;
  /** Ends everything in good order: what waits is not sent. */
  reset(): void;
}

/** The way out, over streams and components: whatever waits for one of them is judged again when it leaves. */
export class Federation implements WayToPeers {
  readonly sent = new SentToPeers();
  readonly #routes: PeerRoutes;
  readonly #domain: ImDomain;

  constructor(routes: PeerRoutes, domain: ImDomain) {
    this.#routes = routes;
    this.#domain = domain;
  }

  send(message: Departing | Exempt): void {
    const { stanza } = message;
    if (stanza.to === undefined) throw new Error('a stanza to nobody for a peer');
    const { rules } = this.#domain;
    const at = rules.now();
    this.#routes.send(
      { from: stanza.from.domain, to: stanza.to.domain },
      {
        size: stanza.element.source?.text.length ?? assumedSize,
        write: () => this.#write(message, rules, at),
        failed: (why) => {
          this.#failed(stanza, why);
        },
      },
    );
  }

  reset(): void {
    this.#routes.reset();
    this.sent.clear();
  }

  #write(message: Departing | Exempt, rules: Rules, at: Date): string | undefined {
    const stanza = this.#asItMayGoNow(message, rules, at);
    if (stanza === undefined) return undefined;
    this.sent.note(stanza);
    return serializeStanza(stanza, { namespace: namespaces.server });
  }

  /** In doubt, deny: a mistake of ours keeps it here like any refusal. */
  #asItMayGoNow(message: Departing | Exempt, rules: Rules, at: Date): Stanza | undefined {
    if (!('peer' in message)) return message.stanza;
    if (message.stanza.to?.domain !== message.peer) throw new Error('a message for another peer');
    const isCurrent = rules === this.#domain.rules || this.#domain.rules.faults.has('peer.queued');
    if (isCurrent) return message.stanza;
    const again = judgeAgain(message, { rules, at }, this.#domain);
    if (again.allowed) return again.message.stanza;
    refuseDeparture(message.before.stanza, again, this.#domain);
    return undefined;
  }

  #failed(stanza: Stanza, why: PeerFailure): void {
    try {
      bounce(stanza, why, this.#domain);
    } catch (mistake) {
      this.#domain.report(mistake);
    }
  }
}

/** Characters of a stanza whose length nobody has counted: one of our own, or one that was written anew. */
const assumedSize = 1024;
