import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Element, RootTag } from '#xml';
import type { StreamError } from '../stream-error.ts';
import type { TlsIdentity } from './starttls.ts';
import type { StreamLimits } from './stream-limits.ts';

/**
 * What a stream needs of the transport under it: `TcpChannel`, or `WebSocketChannel`, which frames the same texts in another
 * way (RFC 7395).
 *
 * Texts are written for a stream whose default namespace is its content namespace and which binds the prefix `stream`.
 */
export interface Channel {
  /** TLS is on. */
  readonly encrypted: boolean;
  /** Opens the server's side of the stream, in answer to a header. */
  openStream(domain: string): void;
  /** Sends, with all else that is sent in this turn of the event loop. After the end it is lost. */
  send(text: string): void;
  /**
   * Sends `proceed`, in clear; from then on the two sides talk TLS, and the peer opens a new stream. A peer that sent
   * anything more in clear is refused: nobody knows who wrote it.
   */
  startTls(proceed: string): void;
  /** The peer has logged in and opens a new stream, in which it may send as much as a stanza may hold. */
  restart(): void;
  /** The peer is ready to exchange stanzas: from now on only its silence ends the stream. */
  settle(): void;
  /** Ends the stream from our side, with an error or in good order. The listener is told at once. */
  close(error?: StreamError): void;
}

/** What a channel tells, in order. A `StreamError` that the listener throws ends the stream, as any other error does. */
export interface ChannelListener {
  /** The peer opened a stream. */
  onOpened(root: RootTag): void;
  /** TLS is on, where it was asked for by `secure`. Whoever opens the streams opens the next one. */
  onSecured?(): void;
  /** The peer sent an element. */
  onElement(element: Element): void;
  /** The stream ends, and nothing is told after. `reason` is missing when either side ended it in good order. */
  onClosed(reason?: Error): void;
}

export interface ChannelOptions {
  readonly limits: StreamLimits;
  /** Needed wherever `startTls` is called and there is no `secure`. */
  readonly tls: TlsIdentity | undefined;
  /** Over TCP only: turns the connection into one over TLS, and gives it when the handshake is done. Left out: with `tls`. */
  readonly secure?: (socket: Socket) => Promise<TLSSocket>;
  /** Over TCP only: what our side begins with; `domain` is missing when there is none of ours. Left out: a server's header for its client. */
  readonly header?: (domain: string | undefined) => string;
}
