import type { Departing, Exempt } from '../../enforcement/index.ts';
import type { Outgoing } from '../../xmpp/index.ts';
import type { ImDomain } from '../im-domain.ts';
import { LastContent } from './last-content.ts';
import { OutgoingMessage, type WayOut } from './outgoing-message.ts';
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
  readonly #way: WayOut;

  constructor(routes: PeerRoutes, domain: ImDomain) {
    this.#routes = routes;
    this.#way = { domain, sent: this.sent, content: new LastContent() };
  }

  send(message: Departing | Exempt): void {
    const { from, to } = message.stanza;
    if (to === undefined) throw new Error('a stanza to nobody for a peer');
    const outgoing = new OutgoingMessage(message, this.#way);
    this.#routes.send({ from: from.domain, to: to.domain }, outgoing);
    outgoing.waitUnlessWritten();
  }

  reset(): void {
    this.#routes.reset();
    this.sent.clear();
  }
}
