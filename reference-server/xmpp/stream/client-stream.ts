import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { type Element, ElementReader, type RootTag } from '#xml';
import { type Jid, parseJid } from '../jid.ts';
import { namespaces } from '../namespaces.ts';
import { isStanzaElement } from '../read-stanza.ts';
import { StreamError, serializeStreamError, streamErrorFor } from '../stream-error.ts';
import type { Channel } from './channel.ts';
import { Deadline } from './deadline.ts';
import { writeHeader } from './header.ts';
import { type BoundClient, ClientNegotiation, type ClientNegotiationOptions } from './negotiate-client.ts';
import { Output } from './output.ts';
import { type TlsIdentity, secureSocket } from './starttls.ts';
import { type StreamLimits, defaultStreamLimits } from './stream-limits.ts';

export interface ClientStreamOptions extends ClientNegotiationOptions {
  /** Needed wherever `starttls` is not `none`. */
  readonly tls?: TlsIdentity;
  readonly limits?: Partial<StreamLimits>;
}

/** What is told of a client's stream, in order. Everything is told within the turn in which it arrived. */
export interface ClientStreamListener {
  /** The client has its address, and was told. */
  onBound(client: BoundClient): void;
  /** The client sent a message, presence or iq, in its own name. What this throws ends the stream. */
  onElement(element: Element): void;
  /** The stream has ended, from either side; told once. `reason` is missing when the client ended it in good order. */
  onClosed(reason?: Error): void;
}

/**
 * The stream of one client over TCP, from the first byte to the last.
 *
 * It belongs to its socket: whoever makes one hears of everything through the listener, and has only `send` and `close` to
 * call. What a client may cost is bounded by `StreamLimits`.
 *
 * Source: RFC 6120 §4.
 */
export class ClientStream {
}
