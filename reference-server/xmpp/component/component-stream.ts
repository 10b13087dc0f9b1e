import type { Socket } from 'node:net';
import { type Element, textOf } from '#xml';
import type { DomainPair, Outgoing } from '../federation/outgoing.ts';
import { defaultPeerLimits, type PeerLimits } from '../federation/peer-options.ts';
import { Sending } from '../federation/sending.ts';
import { parseJid } from '../jid.ts';
import { namespaces } from '../namespaces.ts';
import { isStanzaElement } from '../read-stanza.ts';
import { newStreamId } from '../stream/stream-id.ts';
import { TcpChannel } from '../stream/tcp-channel.ts';
import { StreamError } from '../stream-error.ts';
import { isHandshake, readComponentHeader, writeComponentHeader } from './handshake.ts';

/** What a server decides of the components that come to it, the same for all of them. */
export interface ComponentStreamOptions {
  /** What the component of this domain proves that it is with; `undefined`: there is none. */
  secretOf(domain: string): string | undefined;
  /** Is the component of this domain connected already? Another one is then turned away. */
  isConnected(domain: string): boolean;
  /** A `from` outside of the component's domain is let through: a server that is broken on purpose. */
  readonly believesFrom: boolean;
  readonly limits?: Partial<PeerLimits>;
}

/** What is told of a component's stream, in order. */
export interface ComponentStreamListener {
  /** It has proved to be the component of this domain, and was told so. */
  onConnected(domain: string): void;
  /** It sent a message, presence or iq: from its own domain, to somebody. What this throws ends the stream. */
  onStanza(element: Element, pair: DomainPair): void;
  /** The stream ends, and nothing is told after. `reason` is missing when either side ended it in good order. */
  onClosed(reason?: Error): void;
}

/** No timer of Node's is longer. */
const neverMs = 2_147_483_647;

/** From when on a component that says nothing is asked by TCP whether it is still there, in milliseconds. */
const keepAliveMs = 60_000;

/**
 * The stream of one component, on a connection just accepted, in clear.
 *
 * Who does not know the secret does not learn whether the component is connected.
 *
 * Source: XEP-0114 §3.
 */
export class ComponentStream {
  readonly #options: ComponentStreamOptions;
  readonly #listener: ComponentStreamListener;
  readonly #channel: TcpChannel;
  readonly #sending: Sending;
  readonly #id = newStreamId();
  #domain = '';
  #isProved = false;

  constructor(socket: Socket, options: ComponentStreamOptions, listener: ComponentStreamListener) {
    this.#options = options;
    this.#listener = listener;
    const limits: PeerLimits = { ...defaultPeerLimits, silenceTimeoutMs: neverMs, ...options.limits };
    socket.setKeepAlive(true, keepAliveMs);
    this.#channel = new TcpChannel(
      socket,
      { limits, tls: undefined, header: (domain) => writeComponentHeader(this.#id, domain) },
      {
        onOpened: (root) => {
          this.#domain = readComponentHeader(root);
          if (options.secretOf(this.#domain) === undefined) throw new StreamError('host-unknown');
          this.#channel.openStream(this.#domain);
        },
        onElement: (element) => {
          if (this.#isProved) this.#receive(element);
          else this.#prove(element);
        },
        onClosed: (reason) => {
          listener.onClosed(reason);
          this.#sending.end(reason !== undefined);
        },
      },
    );
    this.#sending = new Sending(this.#channel, limits);
  }

  /** Sends it now, if it may still go. What was sent shortly before the stream broke is lost: no component counts. */
  send(outgoing: Outgoing): void {
    this.#sending.carry({
      size: outgoing.size,
      write: () => outgoing.write(namespaces.component),
      failed: (why) => {
        outgoing.failed(why);
      },
    });
  }

  /** Ends the stream from our side, with an error or in good order. The listener is told at once. */
  close(error?: StreamError): void {
    this.#channel.close(error);
  }

  #prove(element: Element): void {
    const options = this.#options;
    if (element.namespace !== namespaces.component) throw new StreamError('invalid-namespace');
    const secret = element.name === 'handshake' ? options.secretOf(this.#domain) : undefined;
    if (secret === undefined || !isHandshake(textOf(element).trim(), this.#id, secret))
      throw new StreamError('not-authorized');
    if (options.isConnected(this.#domain)) throw new StreamError('conflict');
    this.#isProved = true;
    this.#channel.send('<handshake/>');
    this.#channel.settle();
    this.#listener.onConnected(this.#domain);
  }

  #receive(element: Element): void {
    if (!isStanzaElement(element, namespaces.component)) throw refusalOf(element);
    const from = parseJid(element.attributes['from'] ?? '');
    const to = parseJid(element.attributes['to'] ?? '');
    if (from === undefined || to === undefined) throw new StreamError('improper-addressing');
    if (from.domain !== this.#domain && !this.#options.believesFrom) throw new StreamError('invalid-from');
    this.#listener.onStanza(element, { from: from.domain, to: to.domain });
  }
}

function refusalOf(element: Element): StreamError {
  const isElsewhere = isStanzaElement(element, element.namespace);
  return new StreamError(isElsewhere ? 'invalid-namespace' : 'unsupported-stanza-type');
}
