import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { StreamError } from '../stream-error.ts';
import { type Dialback, DialbackKeys, reversed } from './dialback.ts';
import type { Verification } from './dialback-answers.ts';
import { IncomingStream } from './incoming-stream.ts';
import type { DomainPair, Outgoing } from './outgoing.ts';
import { PairMap } from './pair-map.ts';
import { parentDomainOf } from './parent-domain.ts';
import type { PeerContext } from './peer-context.ts';
import { defaultPeerLimits, type PeerStreamsListener, type PeerStreamsOptions } from './peer-options.ts';
import { PeerRoute } from './peer-route.ts';
import { acceptTls } from './peer-tls.ts';
import { Shares } from './shares.ts';
import { StreamCounts } from './stream-counts.ts';
import { verifyKey } from './verify-key.ts';

/**
 * All streams of a server to and from its peers. Who a stanza is from is proved before it is told; where one is to go is found, and
 * what cannot be sent is given back, with why. It knows nothing of what a stanza holds.
 *
 * Source: RFC 6120; XEP-0178; XEP-0198; XEP-0220; XEP-0288; XEP-0368.
 */
export class PeerStreams {
  readonly #context: PeerContext;
  readonly #routes = new PairMap<PeerRoute>();
  /** How many of these go to one peer, with all that is below its parent domain. */
  readonly #shares: Shares;
  readonly #incoming = new Map<IncomingStream, DomainPair[]>();
  readonly #counts: StreamCounts<IncomingStream>;
  #stopped = new AbortController();
  #verifications = 0;

  constructor(options: PeerStreamsOptions, listener: PeerStreamsListener) {
    this.#context = {
      options,
      listener,
      limits: { ...defaultPeerLimits, ...options.limits },
      keys: new DialbackKeys(randomBytes(32)),
    };
    this.#shares = new Shares(this.#context.limits.maxPairsPerParent);
    this.#counts = new StreamCounts(this.#context.limits.maxStreamsPerPeer);
  }

  /** Sends it when there is a stream for the pair, which is set up if there is none. What becomes of it is told to it. */
  send(pair: DomainPair, outgoing: Outgoing): void {
    const { aborted: hasStopped } = this.#stopped.signal;
    const route = hasStopped ? undefined : (this.#routes.get(pair) ?? this.#newRoute(pair));
    if (route !== undefined) route.send(outgoing);
    else
      queueMicrotask(() => {
        outgoing.failed(hasStopped ? 'stopped' : 'full');
      });
  }

  /** A peer connected. `direct`: TLS from the first byte. `authenticated` is called when it has proved a domain. */
  accept(socket: Socket, tls: 'starttls' | 'direct', authenticated: () => void = () => undefined): void {
    socket.on('error', () => undefined);
    if (this.#stopped.signal.aborted) {
      socket.destroy();
      return;
    }
    const { options, limits } = this.#context;
    if (tls === 'starttls') this.#begin(socket, authenticated);
    else if (options.tls === undefined) socket.destroy();
    else {
      const { signal } = this.#stopped;
      acceptTls(socket, options.tls, { timeoutMs: limits.negotiationTimeoutMs, isDirect: true }).then(
        (secured) => {
          if (signal.aborted) secured.destroy();
          else this.#begin(secured, authenticated);
        },
        () => socket.destroy(),
      );
    }
  }

  /** Ends all streams in good order, and fails what waits. What comes afterwards begins anew. */
  reset(): void {
    this.#endAll();
    this.#stopped = new AbortController();
  }

  /** Ends all streams, with an error or in good order, and fails what waits and what comes afterwards. */
  close(error?: StreamError): void {
    this.#endAll(error);
  }

  #endAll(error?: StreamError): void {
    this.#stopped.abort();
    const routes = this.#routes.values();
    this.#routes.clear();
    this.#shares.clear();
    for (const route of routes) route.stop(error);
    for (const stream of [...this.#incoming.keys()]) stream.close(error);
  }

  #newRoute(pair: DomainPair): PeerRoute | undefined {
    const parent = parentDomainOf(pair.to);
    if (this.#routes.size >= this.#context.limits.maxPairs || !this.#shares.enter(parent)) return undefined;
    const route = new PeerRoute(pair, this.#context, () => {
      // A route of before a reset has no place any longer
      if (this.#routes.get(pair) !== route) return;
      this.#routes.delete(pair);
      this.#shares.leave(parent);
    });
    this.#routes.set(pair, route);
    return route;
  }

  #begin(socket: Socket, authenticated: () => void): void {
    const { signal } = this.#stopped;
    const stream = new IncomingStream(socket, this.#context, {
      verify: (asked, id) => this.#verify(asked, id, signal),
      onProved: (pair) => {
        authenticated();
        // Nobody waits any longer for who has proved a domain: that is bounded by the domain
        if (!this.#counts.enter(stream, pair.from))
          stream.close(new StreamError('resource-constraint', 'too many streams'));
        else if (stream.isBidi) this.#offer(reversed(pair), stream);
      },
      onClosed: () => {
        for (const pair of this.#incoming.get(stream) ?? []) this.#routes.get(pair)?.withdraw(stream);
        this.#incoming.delete(stream);
        this.#counts.leave(stream);
      },
    });
    this.#incoming.set(stream, []);
  }

  /** Whoever connects names whom we connect to then: that is bounded, however many do. */
  async #verify(asked: Dialback, id: string, signal: AbortSignal): Promise<Verification> {
    const { limits, listener } = this.#context;
    if (this.#verifications >= limits.maxVerifications) return { condition: 'resource-constraint' };
    this.#verifications += 1;
    try {
      return await verifyKey(asked, id, this.#context, signal);
    } catch (mistake) {
      listener.report(mistake);
      return { condition: 'internal-server-error' };
    } finally {
      this.#verifications -= 1;
    }
  }

  /** The stream takes stanzas for this pair too. */
  #offer(pair: DomainPair, stream: IncomingStream): void {
    const route = this.#routes.get(pair) ?? this.#newRoute(pair);
    if (route === undefined) return;
    this.#incoming.get(stream)?.push(pair);
    route.offer(stream);
  }
}
