import type { Element } from '#xml';
import type { Departing, Exempt } from '../../enforcement/index.ts';
import {
  namespaces,
  type Outgoing,
  type PeerFailure,
  type Stanza,
  serializeContent,
  serializeStanza,
} from '../../xmpp/index.ts';
import type { ImDomain } from '../im-domain.ts';
import type { Came } from '../offline.ts';
import { bounce, refuseDeparture } from './bounce.ts';
import { exemptNow, judgeAgain } from './judge-again.ts';
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
  #last: { readonly element: Element; readonly namespace: string; readonly content: string } | undefined;

  constructor(routes: PeerRoutes, domain: ImDomain) {
    this.#routes = routes;
    this.#domain = domain;
  }

  send(message: Departing | Exempt): void {
    const { stanza } = message;
    if (stanza.to === undefined) throw new Error('a stanza to nobody for a peer');
    const { rules } = this.#domain;
    const came = { rules, at: rules.now() };
    let waits = false;
    this.#routes.send(
      { from: stanza.from.domain, to: stanza.to.domain },
      {
        size: stanza.element.source?.text.length ?? assumedSize,
        write: (namespace = namespaces.server) => this.#write(message, waits ? came : undefined, namespace),
        failed: (why) => {
          this.#failed(stanza, why);
        },
      },
    );
    waits = true;
  }

  reset(): void {
    this.#routes.reset();
    this.sent.clear();
  }

  #write(message: Departing | Exempt, came: Came | undefined, namespace: string): string | undefined {
    const stanza = this.#asItMayGoNow(message, came);
    if (stanza === undefined) return undefined;
    this.sent.note(stanza);
    return serializeStanza(stanza, { namespace, content: this.#contentOf(stanza, namespace) });
  }

  /** Written once for the many at peers who get one thing, one after the other. */
  #contentOf(stanza: Stanza, namespace: string): string {
    const { element } = stanza;
    if (this.#last?.element !== element || this.#last.namespace !== namespace)
      this.#last = { element, namespace, content: serializeContent(stanza, namespace) };
    return this.#last.content;
  }

  /**
   * `came`: it has waited since, and clearances, rooms and who is in them may be others. In doubt, deny: a mistake of ours keeps it
   * here like any refusal.
   */
  #asItMayGoNow(message: Departing | Exempt, came: Came | undefined): Stanza | undefined {
    const isCurrent = came === undefined || this.#domain.rules.faults.has('peer.queued');
    if (!('peer' in message)) return isCurrent ? message.stanza : exemptNow(message, came, this.#domain);
    const { stanza, before, peer } = message;
    if (stanza.to?.domain !== peer) throw new Error('a message for another peer');
    if (isCurrent) return stanza;
    const again = judgeAgain(message, came, this.#domain);
    if (again.allowed) return again.message.stanza;
    refuseDeparture({ ...before.stanza, to: stanza.to }, again, this.#domain);
    return undefined;
  }

  #failed(stanza: Stanza, why: PeerFailure): void {
    try {
      // It has its answer: none that may still come is one
      if (stanza.to !== undefined) this.sent.settle({ ...stanza, from: stanza.to, to: stanza.from });
      bounce(stanza, why, this.#domain);
    } catch (mistake) {
      this.#domain.report(mistake);
    }
  }
}

/** Characters of a stanza whose length nobody has counted: one of our own, or one that was written anew. */
const assumedSize = 1024;
