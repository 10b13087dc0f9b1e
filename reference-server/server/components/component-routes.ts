import type { Socket } from 'node:net';
import type { Element } from '#xml';
import {
  ComponentStream,
  type DomainPair,
  type Outgoing,
  type PeerLimits,
  type StreamError,
} from '../../xmpp/index.ts';
import type { PeerRoutes } from '../federation/federation.ts';

/** What components are to a server. */
export interface ComponentRoutesOptions {
  /** By domain, prepared. */
  readonly secrets: ReadonlyMap<string, string>;
  /** A component may send as anybody: a server that is broken on purpose. */
  readonly believesFrom: boolean;
  readonly limits?: Partial<PeerLimits>;
}

/** Told of what a component sends, and when the connection has become a component's. */
export interface ComponentListener {
  onConnected(): void;
  onStanza(element: Element, pair: DomainPair): void;
}

/** The components that are connected, at most one of each domain, and the way to them; what is for others goes on to `others`. */
export class ComponentRoutes implements PeerRoutes {
  readonly #options: ComponentRoutesOptions;
  readonly #others: PeerRoutes;
  readonly #connected = new Map<string, ComponentStream>();
  readonly #streams = new Set<ComponentStream>();

  constructor(options: ComponentRoutesOptions, others: PeerRoutes = nobodyElse) {
    this.#options = options;
    this.#others = others;
  }

  /** Takes a connection of somebody who wants to be a component. */
  accept(socket: Socket, listener: ComponentListener): void {
    const { secrets, believesFrom, limits } = this.#options;
    const options = {
      secretOf: (domain: string) => secrets.get(domain),
      isConnected: (domain: string) => this.#connected.has(domain),
      believesFrom,
      ...(limits && { limits }),
    };
    let connectedAs: string | undefined;
    const stream = new ComponentStream(socket, options, {
      onConnected: (domain) => {
        connectedAs = domain;
        this.#connected.set(domain, stream);
        listener.onConnected();
      },
      onStanza: (element, pair) => {
        listener.onStanza(element, pair);
      },
      onClosed: () => {
        this.#streams.delete(stream);
        if (connectedAs !== undefined) this.#connected.delete(connectedAs);
      },
    });
    this.#streams.add(stream);
  }

  send(pair: DomainPair, outgoing: Outgoing): void {
    const stream = this.#connected.get(pair.to);
    if (stream !== undefined) stream.send(outgoing);
    else if (!this.#options.secrets.has(pair.to)) this.#others.send(pair, outgoing);
    else fail(outgoing, 'absent');
  }

  reset(): void {
    this.close();
    this.#others.reset();
  }

  /** Ends the streams of all components. */
  close(error?: StreamError): void {
    for (const stream of this.#streams) stream.close(error);
  }
}

/** A server that has components, and exchanges nothing with other servers. */
const nobodyElse: PeerRoutes = {
  send: (_pair, outgoing) => {
    fail(outgoing, 'unknown');
  },
  reset: () => undefined,
};

/** Not at once: whoever is sending may be in the middle of something. */
function fail(outgoing: Outgoing, why: 'absent' | 'unknown'): void {
  queueMicrotask(() => {
    outgoing.failed(why);
  });
}
