import type {
  Audit,
  Departing,
  Destined,
  Exempt,
  Origin,
  Releasable,
  Rules,
  Visitor,
} from '../enforcement/index.ts';
import type { CatalogSource, Host, Rooms, Session, Sessions } from '../services/index.ts';
import type { Admission, Jid, Renditions } from '../xmpp/index.ts';
import type { ClientSession } from './client-session.ts';
import { deliver } from './deliver.ts';
import { copyFromRoom } from './faulty-room-copy.ts';
import { RemoteSession } from './federation/remote-session.ts';
import type { WayToPeers } from './federation/way-to-peers.ts';
import type { ImServer, ImServerParts } from './im-server.ts';
import { keepMessage } from './keep-message.ts';
import type { Store } from './store.ts';

/** One IM domain of a server: what its own address answers for. All else it shares with the server's other domains. */
export class ImDomain implements Host {
  readonly domain: string;
  readonly #server: ImServer;

  constructor(domain: string, server: ImServer) {
    this.domain = domain;
    this.#server = server;
  }

  /** The domain of this name, if it is one of this server's. */
  at(domain: string): ImDomain | undefined {
    if (this.rules.faults.has('dom.first')) return this.#first();
    if (domain === this.domain) return this;
    return this.serves(domain) ? new ImDomain(domain, this.#server) : undefined;
  }

  #first(): ImDomain {
    const [first = this.domain] = this.#server.parts.domains;
    return new ImDomain(first, this.#server);
  }

  serves(domain: string): boolean {
    return this.#server.parts.domains.has(domain);
  }

  get product(): ImServerParts['product'] {
    return this.#server.parts.product;
  }

  get sessions(): Sessions<ClientSession> {
    return this.#server.sessions;
  }

  /** The way to other servers and to components; `undefined`: there is none. */
  get federation(): WayToPeers | undefined {
    return this.#server.federation;
  }

  reach(jid: Jid): Session | undefined {
    const own = this.sessions.find(jid);
    if (own !== undefined || this.federation === undefined) return own;
    return this.rules.peers.has(jid.domain) ? new RemoteSession(jid) : undefined;
  }

  get store(): Store {
    return this.#server.parts.store;
  }

  get rooms(): Rooms {
    return this.#server.parts.rooms;
  }

  get rosters(): Store {
    return this.#server.parts.store;
  }

  get rules(): Rules {
    return this.#server.rules;
  }

  get catalogs(): CatalogSource {
    return this.#server.catalogs;
  }

  get audit(): Audit {
    return this.#server.audit;
  }

  hasAccount(bareJid: string): boolean {
    return this.#server.hasAccount(bareJid);
  }

  /** May this user have a session, from that place? */
  originOf(remoteAddress: string): Promise<Origin> {
    return this.#server.originOf(remoteAddress);
  }

  admit(visitor: Visitor): Admission {
    return this.#server.admit(visitor);
  }

  /** Ends the session if its user may have none where it is now. */
  endIfUncleared(session: ClientSession): void {
    this.#server.endIfUncleared(session);
  }

  // A service tells many, and takes out who may not stay: what goes wrong for one session is the loss of that one alone
  deliver(session: Session, stanza: Exempt): void {
    try {
      if (session.peer !== undefined) this.federation?.send(stanza);
      const bound = this.sessions.find(session.jid);
      if (bound !== undefined) deliver(bound, stanza, this.rules);
    } catch (mistake) {
      this.report(mistake);
    }
  }

  release(session: Session, message: Releasable | Departing, renditions?: Renditions): void {
    try {
      if ('peer' in message) {
        this.federation?.send(message);
        return;
      }
      const bound = this.sessions.find(session.jid);
      if (bound !== undefined) deliver(bound, message, this.rules, renditions);
    } catch (mistake) {
      this.report(mistake);
    }
    if (this.rules.faults.has('copy.room') && !('peer' in message)) copyFromRoom(session, message, this);
  }

  keep(message: Destined, user: string): void {
    keepMessage(message, user, this);
  }

  /** Our own mistake: written to the log, never to a client. */
  report(mistake: unknown): void {
    this.#server.parts.report(mistake);
  }
}
