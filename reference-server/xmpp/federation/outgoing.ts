/** One of ours and one of a peer's domains: who sends, and to whom. Both are prepared as `parseJid` does. */
export interface DomainPair {
  readonly from: string;
  readonly to: string;
}

/**
 * Why something for a peer was not sent, or nobody knows whether it arrived.
 *
 * `unknown`: there is no such server (DNS). `unreachable`: nobody could be connected to, or one side could not prove to the other who it
 * is. `timeout`: it did not answer. `full`: too much waits for it. `lost`: the stream broke, and the peer has not said that it has it.
 * `stopped`: this server ends its streams. `absent`: a component that is not connected.
 */
export type PeerFailure = 'unknown' | 'unreachable' | 'timeout' | 'full' | 'lost' | 'stopped' | 'absent';

/** Something for a peer, sent when there is a stream for its pair of domains: once, or not at all. */
export interface Outgoing {
  /** About how many characters it keeps in memory while it waits. */
  readonly size: number;
  /**
   * The stanza as text for a stream with this content namespace, `jabber:server` when left out, or `undefined`: it may not go any
   * longer. Asked at most once, in the turn in which it is written: things wait while a stream is set up, and are judged again.
   */
  write(namespace?: string): string | undefined;
  /** It was not sent, or nobody knows whether it arrived. At most once, and never from within `send`. */
  failed(why: PeerFailure): void;
}
