import type { Element } from '#xml';
import type { StartTlsUse } from '../stream/features.ts';
import { defaultStreamLimits, type StreamLimits } from '../stream/stream-limits.ts';
import type { DomainPair } from './outgoing.ts';
import type { Overlooked } from './overlooked.ts';
import type { PeerTls } from './peer-tls.ts';

/** Where a peer listens. `host` is an address, or a name that the system looks up. */
export interface PeerPlace {
  readonly host: string;
  readonly port: number;
  /** `direct`: TLS from the first byte (XEP-0368). */
  readonly tls: 'starttls' | 'direct';
}

/** Where a domain's server is, best first. `unknown`: there is none. `timeout`: nobody could say. */
export type Resolution = readonly PeerPlace[] | 'unknown' | 'timeout';

/** What streams to and from peers may cost. */
export interface PeerLimits extends StreamLimits {
  /** Until TCP, and TLS from the first byte, are there, in milliseconds. */
  readonly connectTimeoutMs: number;
  /** After which no further place of a peer's is tried for one stream, in milliseconds. */
  readonly setUpTimeoutMs: number;
  /** After a stream could not be set up; what comes meanwhile waits, in milliseconds. */
  readonly backOffMs: number;
  /** Without a stanza of ours until we close a stream that we opened, in milliseconds. */
  readonly idleMs: number;
  /** From our question to the peer's count, where the peer counts (XEP-0198), in milliseconds. */
  readonly acknowledgeTimeoutMs: number;
  /** What was written so shortly before a stream broke is lost, where the peer does not count, in milliseconds. */
  readonly recentMs: number;
  /** Stanzas that wait for one stream. */
  readonly maxQueued: number;
  /** The same in characters. */
  readonly maxQueuedSize: number;
  /** Pairs of domains that there is a stream for, or that something waits for. */
  readonly maxPairs: number;
  /** Those of them whose peers are of one parent domain (its last two labels): it cannot take the place of all others. */
  readonly maxPairsPerParent: number;
  /** Streams that one domain has opened to us at a time: it may have several servers, and we several domains. */
  readonly maxStreamsPerPeer: number;
  /** Pairs of domains that one connection of a peer may have, or have asked for. */
  readonly maxPairsPerStream: number;
  /** Keys of peers that are being asked about at a time, each on a connection to a server that somebody has named (XEP-0220). */
  readonly maxVerifications: number;
}

export const defaultPeerLimits: PeerLimits = {
  ...defaultStreamLimits,
  negotiationTimeoutMs: 15_000,
  connectTimeoutMs: 5_000,
  setUpTimeoutMs: 30_000,
  backOffMs: 1_000,
  idleMs: 300_000,
  acknowledgeTimeoutMs: 30_000,
  recentMs: 3_000,
  maxQueued: 1_000,
  maxQueuedSize: 4_194_304,
  maxPairs: 10_000,
  maxPairsPerParent: 1_000,
  maxStreamsPerPeer: 100,
  maxPairsPerStream: 100,
  maxVerifications: 200,
};

/** What a server decides of its peers, the same for all of them. */
export interface PeerStreamsOptions {
  /** Is it a domain of this server, of its rooms or of its components? Prepared as `parseJid` does. */
  isOurs(domain: string): boolean;
  /** Never rejects. */
  resolve(domain: string): Promise<Resolution>;
  /** Our certificate and whom we trust; left out: no TLS, and `starttls` is `none`. */
  readonly tls?: PeerTls;
  /** `required`: nothing is said in clear but that. `optional`: used where the other side has it. */
  readonly starttls: StartTlsUse;
  /** `required`: who has no certificate for its domain that we trust is no peer. `preferred`: it may be one by dialback. */
  readonly certificates: 'required' | 'preferred';
  /** XEP-0220, over TLS where there is TLS. */
  readonly dialback: boolean;
  /** Stanzas both ways on one stream (XEP-0288), where the peer has it too. */
  readonly bidi: boolean;
  /** Our address that connections come from; left out: what the system chooses. */
  readonly sourceAddress?: string;
  readonly limits?: Partial<PeerLimits>;
  /** What a server that is broken on purpose overlooks; left out: nothing. */
  readonly overlooks?: ReadonlySet<Overlooked>;
}

/** What is told of peers. */
export interface PeerStreamsListener {
  /**
   * A peer sent a message, presence or iq. `pair`: its domain, as proved for this stream, and ours; the stanza's `from` and `to` are of
   * these. `connection.first`: the domain that was proved first on the connection.
   */
  onStanza(element: Element, pair: DomainPair, connection: { readonly first: string }): void;
  /** Our own mistake. */
  report(mistake: unknown): void;
  /** What an administrator should know and nobody did wrong here: why there is no stream. Left out: nowhere. */
  notice?(line: string): void;
}
