import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { childOf, textOf } from '#xml';
import { namespaces } from '../namespaces.ts';
import type { DomainPair, PeerFailure } from './outgoing.ts';
import type { PeerStreamsOptions, Resolution } from './peer-options.ts';
import { PeerStreams } from './peer-streams.ts';
import type { PeerTls } from './peer-tls.ts';

/** Where servers of one test find each other. */
export class TestRealm {
  readonly #places = new Map<string, Resolution>();
  readonly #closers: (() => Promise<void>)[] = [];

  resolve(domain: string): Promise<Resolution> {
    return Promise.resolve(this.#places.get(domain) ?? 'unknown');
  }

  put(domain: string, resolution: Resolution): void {
    this.#places.set(domain, resolution);
  }

  /** Listens, and is where these domains are found. */
  async listen(
    domains: readonly string[],
    onConnection: (socket: Socket) => void,
    tls: 'starttls' | 'direct' = 'starttls',
  ): Promise<{ port: number; server: Server }> {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      onConnection(socket);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    for (const domain of domains) this.put(domain, [{ host: '127.0.0.1', port, tls }]);
    this.#closers.push(async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    });
    return { port, server };
  }

  async close(): Promise<void> {
    for (const close of this.#closers.splice(0)) await close();
  }
}

/** What happened to one thing that was sent. */
export interface Sent {
  /** How often it was written. */
  written: number;
  readonly failures: PeerFailure[];
}

/** A server of a test: nothing but its streams, and what was told of them. */
export class TestPeer {
  readonly streams: PeerStreams;
  readonly received: { readonly body: string; readonly pair: DomainPair; readonly first: string }[] = [];
  readonly notices: string[] = [];
  readonly mistakes: unknown[] = [];
  readonly sockets: Socket[] = [];
  readonly #domains: readonly string[];
  #heard = Promise.withResolvers<undefined>();

  private constructor(domains: readonly string[], options: PeerStreamsOptions) {
    this.#domains = domains;
    this.streams = new PeerStreams(options, {
      onStanza: (element, pair, { first }) => {
        const body = childOf(element, namespaces.server, 'body');
        this.received.push({ body: body === undefined ? '' : textOf(body), pair, first });
        this.#wake();
      },
      report: (mistake) => {
        this.mistakes.push(mistake);
        this.#wake();
      },
      notice: (line) => this.notices.push(line),
    });
  }

  static async start(
    realm: TestRealm,
    domains: readonly string[],
    options: Partial<PeerStreamsOptions> & { readonly tls?: PeerTls; readonly direct?: boolean } = {},
  ): Promise<TestPeer> {
    const { direct = false, ...given } = options;
    const peer = new TestPeer(domains, {
      isOurs: (domain) => domains.includes(domain),
      resolve: (domain) => realm.resolve(domain),
      starttls: options.tls === undefined ? 'none' : 'required',
      certificates: 'required',
      dialback: false,
      bidi: false,
      ...given,
      limits: { backOffMs: 30, closeTimeoutMs: 200, ...given.limits },
    });
    const kind = direct ? 'direct' : 'starttls';
    await realm.listen(
      domains,
      (socket) => {
        peer.sockets.push(socket);
        peer.streams.accept(socket, kind);
      },
      kind,
    );
    return peer;
  }

  /** Sends a message from the first of its domains. */
  send(to: string, body: string, from = this.#domains[0] ?? ''): Sent {
    const sent: Sent = { written: 0, failures: [] };
    this.streams.send(
      { from, to },
      {
        size: body.length,
        write: () => {
          sent.written += 1;
          return `<message from='juliet@${from}' to='romeo@${to}'><body>${body}</body></message>`;
        },
        failed: (why) => {
          sent.failures.push(why);
          this.#wake();
        },
      },
    );
    return sent;
  }

  /** Waits until so many messages have come. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await this.#heard.promise;
  }

  bodies(): string[] {
    return this.received.map(({ body }) => body);
  }

  #wake(): void {
    this.#heard.resolve(undefined);
    this.#heard = Promise.withResolvers();
  }
}
