import type { Transport } from '../../xmpp/index.ts';
import type { Pending } from './pending-connections.ts';
import type { Roaming } from './roaming.ts';

/** A connection on which a stream can begin. */
export interface Connection {
  readonly transport: Transport;
  /** What the transport is over: destroyed, the connection is gone. Nothing is read from it before the transport is used. */
  readonly socket: { readonly destroyed: boolean; destroy(): unknown };
  /** Where it comes from, in canonical form; empty: nobody knows. */
  readonly address: string;
  /** The client may still ask for TLS: it is in clear, over TCP. */
  readonly canStartTls: boolean;
  /** To be told when it has a session. */
  readonly pending: Pending;
  /** Where its client may come from elsewhere with each request; left out: it stays where it is. */
  readonly roaming?: Roaming;
}
