import type { Element, RootTag } from '#xml';
import { type Jid, parseJid } from '../jid.ts';
import { namespaces } from '../namespaces.ts';
import { isStanzaElement } from '../read-stanza.ts';
import { serializeStanza } from '../serialize-stanza.ts';
import type { Stanza } from '../stanza.ts';
import { StreamError } from '../stream-error.ts';
import { sessionResult } from './bind.ts';
import type { Channel } from './channel.ts';
import { type ManagementRequest, readManagement } from './management.ts';
import { type BoundClient, ClientNegotiation, type ClientNegotiationOptions } from './negotiate-client.ts';
import type { TlsIdentity } from './starttls.ts';
import { defaultStreamLimits, type StreamLimits } from './stream-limits.ts';
import type { Transport } from './transport.ts';

export interface ClientStreamOptions extends ClientNegotiationOptions {
  /** Needed wherever `starttls` is not `none`. */
  readonly tls?: TlsIdentity;
  readonly limits?: Partial<StreamLimits>;
  /** A `from` that is not the client's own is let through: a server that is broken on purpose. */
  readonly believesFrom?: boolean;
}

/** What is told of a client's stream, in order. All that arrives is told in the turn in which it arrives. */
export interface ClientStreamListener {
  /** The client has its address, and was told so. */
  onBound(client: BoundClient): void;
  /** The client sent a message, presence or iq, in its own name. What this throws ends the stream. */
  onElement(element: Element): void;
  /** The client said something of stream management. Left out: that ends the stream. */
  onManagement?(request: ManagementRequest): void;
  /** The client sent an iq that its stream answers itself, with this. Left out: the stream sends it. */
  onAnswer?(answer: Stanza): void;
  /** The stream ends, and nothing is told after. `reason` is missing when either side ended it in good order. */
  onClosed(reason?: Error): void;
}

/**
 * The stream of one client, on a connection just accepted. What a client may cost is bounded by `StreamLimits`.
 *
 * Source: RFC 6120 §4, §8.1.2.1.
 */
export class ClientStream {
  readonly #listener: ClientStreamListener;
  readonly #channel: Channel;
  readonly #negotiation: ClientNegotiation;
  readonly #believesFrom: boolean;
  #client: BoundClient | undefined;

  constructor(transport: Transport, options: ClientStreamOptions, listener: ClientStreamListener) {
    this.#listener = listener;
    this.#believesFrom = options.believesFrom ?? false;
    const limits = { ...defaultStreamLimits, ...options.limits };
    this.#channel = transport(
      { limits, tls: options.tls },
      {
        onOpened: (root: RootTag) => {
          this.#negotiation.opened(root);
        },
        onElement: (element) => {
          if (this.#client === undefined) this.#negotiate(element);
          else this.#receive(element, this.#client.jid);
        },
        onClosed: (reason) => {
          listener.onClosed(reason);
        },
      },
    );
    this.#negotiation = new ClientNegotiation(this.#channel, options);
  }

  /** The client's full address, once it has one. */
  get jid(): Jid | undefined {
    return this.#client?.jid;
  }

  get encrypted(): boolean {
    return this.#channel.encrypted;
  }

  /** Sends a stanza, with all else that is sent in this turn of the event loop. After the end it is lost. */
  send(text: string): void {
    this.#channel.send(text);
  }

  /** Ends the stream from our side, with an error or in good order. The listener is told at once. */
  close(error?: StreamError): void {
    this.#channel.close(error);
  }

  #negotiate(element: Element): void {
    this.#client = this.#negotiation.next(element);
    if (this.#client === undefined) return;
    this.#channel.settle();
    this.#listener.onBound(this.#client);
  }

  #receive(element: Element, jid: Jid): void {
    if (!isStanzaElement(element, namespaces.client)) {
      this.#manage(element);
      return;
    }
    const inOwnName = this.#believesFrom || isInNameOf(jid, element.attributes['from']);
    if (!inOwnName) throw new StreamError('invalid-from');
    const answer = sessionResult(element, jid);
    if (answer === undefined) this.#listener.onElement(element);
    else if (this.#listener.onAnswer === undefined) this.send(serializeStanza(answer));
    else this.#listener.onAnswer(answer);
  }

  #manage(element: Element): void {
    const request = this.#listener.onManagement && readManagement(element);
    if (request === undefined) throw refusalOf(element);
    this.#listener.onManagement?.(request);
  }
}

/** May the client at `jid` write this `from`? None, or its own address with or without the resource. */
function isInNameOf(jid: Jid, from: string | undefined): boolean {
  if (from === undefined || from === jid.full || from === jid.bare) return true;
  const written = parseJid(from);
  return written?.full === jid.full || written?.full === jid.bare;
}

function refusalOf(element: Element): StreamError {
  const isElsewhere = isStanzaElement(element, element.namespace);
  return new StreamError(isElsewhere ? 'invalid-namespace' : 'unsupported-stanza-type');
}
