import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Element } from '#xml';
import { namespaces } from '../namespaces.ts';
import { TcpChannel } from '../stream/tcp-channel.ts';
import { StreamError } from '../stream-error.ts';
import type { DomainPair } from './outgoing.ts';
import type { PeerContext } from './peer-context.ts';
import { type PeerFeatures, readPeerFeatures } from './peer-features.ts';
import { readAnsweringHeader, writePeerHeader } from './peer-header.ts';
import { connectTls, isTrustedFor } from './peer-tls.ts';
import { type PeersError, readPeersError } from './peers-error.ts';

export interface InitiatedStreamListener {
  /** The stream is as secure as it gets, and this is what the peer offers; again after `restart`. */
  onFeatures(features: PeerFeatures): void;
  onElement(element: Element): void;
  /** `reason` is missing when either side ended it in good order. */
  onClosed(reason?: Error): void;
}

/** No timer of Node's is longer. */
const neverMs = 2_147_483_647;

/**
 * A stream that we open to a peer, up to where both know how secure it is: header, STARTTLS, certificate. Whatever our options do
 * not allow ends it.
 *
 * Source: RFC 6120 §4.3, §5.4, §13.7.
 */
export class InitiatedStream {
  readonly channel: TcpChannel;
  readonly #pair: DomainPair;
  readonly #context: PeerContext;
  readonly #listener: Pick<InitiatedStreamListener, 'onFeatures' | 'onElement'>;
  #id = '';
  #answered = false;
  #isTrusted = false;
  #awaits: 'header' | 'features' | 'proceed' | 'else' = 'header';
  #isSecure = false;
  #peersError: PeersError | undefined;

  constructor(socket: Socket, pair: DomainPair, context: PeerContext, listener: InitiatedStreamListener) {
    this.#pair = pair;
    this.#context = context;
    this.#listener = listener;
    if (socket instanceof TLSSocket) this.#isTrusted = isTrustedFor(socket, pair.to);
    this.channel = new TcpChannel(
      socket,
      {
        // What a peer says on it is little, or nothing
        limits: { ...context.limits, silenceTimeoutMs: neverMs },
        tls: undefined,
        header: () => writePeerHeader(pair),
        secure: async (inClear) => this.#secure(inClear),
      },
      {
        onOpened: (root) => {
          this.#id = readAnsweringHeader(root);
          this.#answered = true;
          this.#awaits = 'features';
        },
        onSecured: () => {
          this.#open();
        },
        onElement: (element) => {
          this.#take(element);
        },
        onClosed: (reason) => {
          listener.onClosed(reason ?? this.#peersError);
        },
      },
    );
    this.#open();
  }

  /** Of the stream that is open now, as the peer gave it. */
  get id(): string {
    return this.#id;
  }

  /** Somebody is there who speaks XMPP. */
  get isAnswered(): boolean {
    return this.#answered;
  }

  /** The peer has shown a certificate for its domain that we trust. */
  get isTrusted(): boolean {
    return this.#isTrusted;
  }

  /** The peer knows who we are, and a new stream begins. */
  restart(): void {
    this.channel.restart();
    this.#open();
  }

  #open(): void {
    this.#awaits = 'header';
    this.channel.openStream(this.#pair.to);
  }

  async #secure(inClear: Socket): Promise<TLSSocket> {
    const { tls } = this.#context.options;
    if (tls === undefined) throw new Error('no certificate to start TLS with');
    const secured = await connectTls(inClear, this.#pair.to, tls);
    this.#isTrusted = isTrustedFor(secured, this.#pair.to);
    return secured;
  }

  #take(element: Element): void {
    this.#peersError = readPeersError(element);
    if (this.#peersError !== undefined) {
      this.channel.close();
      return;
    }
    switch (this.#awaits) {
      case 'header':
        throw new StreamError('bad-format', 'an element of a stream that has ended');
      case 'features':
        this.#takeFeatures(element);
        break;
      case 'proceed':
        this.#proceed(element);
        break;
      case 'else':
        this.#listener.onElement(element);
    }
  }

  #takeFeatures(element: Element): void {
    const features = readPeerFeatures(element);
    if (features === undefined) throw new StreamError('unsupported-stanza-type', 'no features');
    if (this.#isSecure || this.#isEnough(features)) {
      this.#isSecure = true;
      this.#awaits = 'else';
      this.#listener.onFeatures(features);
    } else {
      this.#awaits = 'proceed';
      this.channel.send(`<starttls xmlns='${namespaces.tls}'/>`);
    }
  }

  /** `false`: STARTTLS comes first. @throws StreamError where our options allow neither */
  #isEnough({ starttls }: PeerFeatures): boolean {
    const { options } = this.#context;
    if (!this.channel.encrypted && starttls !== 'none' && options.starttls !== 'none') return false;
    if (!this.channel.encrypted && options.starttls === 'required')
      throw new StreamError('policy-violation', 'TLS is not offered');
    if (!this.#isTrusted && (options.certificates === 'required' || !options.dialback))
      throw new StreamError('not-authorized', 'the certificate is not trusted for this domain');
    return true;
  }

  #proceed(element: Element): void {
    if (element.namespace !== namespaces.tls || element.name !== 'proceed')
      throw new StreamError('policy-violation', 'TLS was offered and is refused');
    this.channel.startTls('');
  }
}
