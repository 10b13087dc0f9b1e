import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Element } from '#xml';
import { namespaces } from '../namespaces.ts';
import { isStanzaElement } from '../read-stanza.ts';
import { enabledAnswer, failedAnswer, managementNamespace } from '../stream/management.ts';
import { newStreamId } from '../stream/stream-id.ts';
import { TcpChannel } from '../stream/tcp-channel.ts';
import { StreamError } from '../stream-error.ts';
import { type Dialback, readDialback, writeAnswer } from './dialback.ts';
import { DialbackAnswers, type Verification } from './dialback-answers.ts';
import { loginFailure } from './external.ts';
import type { DomainPair, Outgoing } from './outgoing.ts';
import type { Carrier } from './outgoing-stream.ts';
import { addressed, isBelievedToBe, unproved } from './overlooked.ts';
import { type PeerContext, told } from './peer-context.ts';
import { writePeerFeatures } from './peer-features.ts';
import { type PeerHeader, readPeerHeader, writePeerHeader } from './peer-header.ts';
import { acceptTls } from './peer-tls.ts';
import { type PeersError, readPeersError } from './peers-error.ts';
import { ProvedPairs } from './proved-pairs.ts';
import { domainsOf } from './read-addresses.ts';
import { Sending } from './sending.ts';
import { takeManaged } from './take-managed.ts';

export interface IncomingStreamListener {
  /** Asks the server of the domain whether a key for the stream `id` is its own. Never rejects. */
  verify(asked: Dialback, id: string): Promise<Verification>;
  /** The peer has proved one of its domains, for one of ours. */
  onProved(pair: DomainPair, stream: IncomingStream): void;
  onClosed(stream: IncomingStream): void;
}

/**
 * A connection that a peer made: it proves a domain by certificate, and this or others by dialback, and sends for those alone.
 *
 * Source: RFC 6120 §4.3, §5.4, §6.4, §8.1.2.2; XEP-0178 §3; XEP-0220 §2.2; XEP-0288 §2.
 */
export class IncomingStream implements Carrier {
  readonly #context: PeerContext;
  readonly #listener: IncomingStreamListener;
  readonly #channel: TcpChannel;
  readonly #sending: Sending;
  readonly #pairs: ProvedPairs;
  readonly #dialback: DialbackAnswers;
  #secured: TLSSocket | undefined;
  #header: PeerHeader | undefined;
  #id = '';
  /** The pair that a certificate proved. */
  #certified: DomainPair | undefined;
  #isBidi = false;
  #peersError: PeersError | undefined;

  constructor(socket: Socket, context: PeerContext, listener: IncomingStreamListener) {
    this.#context = context;
    this.#listener = listener;
    this.#pairs = new ProvedPairs(context.limits.maxPairsPerStream);
    if (socket instanceof TLSSocket) this.#secured = socket;
    this.#channel = new TcpChannel(
      socket,
      {
        limits: { ...context.limits, negotiationTimeoutMs: patienceWith(context) },
        tls: undefined,
        header: (domain) => this.#writeHeader(domain),
        secure: async (inClear) => this.#secure(inClear),
      },
      {
        onOpened: (root) => {
          this.#open(readPeerHeader(root, (domain) => context.options.isOurs(domain)));
        },
        onElement: (element) => {
          this.#take(element);
        },
        onClosed: (reason) => {
          this.#end(reason);
        },
      },
    );
    this.#sending = new Sending(this.#channel, context.limits);
    this.#dialback = new DialbackAnswers(context, this.#pairs, {
      send: (text) => {
        this.#channel.send(text);
      },
      close: (error) => {
        this.#channel.close(error);
      },
      verify: (asked, id) => listener.verify(asked, id),
      prove: (pair) => {
        this.#prove(pair);
      },
    });
  }

  /** Stanzas may go both ways. */
  get isBidi(): boolean {
    return this.#isBidi;
  }

  carry(outgoing: Outgoing): void {
    this.#sending.carry(outgoing);
  }

  close(error?: StreamError): void {
    this.#channel.close(error);
  }

  #writeHeader(domain: string | undefined): string {
    this.#id = newStreamId();
    const to = this.#header?.from;
    return writePeerHeader({
      ...(domain !== undefined && { from: domain }),
      ...(to !== undefined && { to }),
      id: this.#id,
    });
  }

  async #secure(inClear: Socket): Promise<TLSSocket> {
    const { options, limits } = this.#context;
    if (options.tls === undefined) throw new Error('no certificate to start TLS with');
    this.#secured = await acceptTls(inClear, options.tls, { timeoutMs: limits.negotiationTimeoutMs });
    return this.#secured;
  }

  #open(header: PeerHeader): void {
    const proved = this.#certified;
    if (proved !== undefined && header.to !== proved.to) throw new StreamError('host-unknown');
    // Some say after the login no more who they are; nobody may say to be somebody else
    if (proved !== undefined && (header.from ?? proved.from) !== proved.from)
      throw new StreamError('invalid-from');
    this.#header = header;
    this.#channel.openStream(header.to);
    this.#channel.send(this.#offer());
    // Not before: what goes the other way is for this stream, not for the one before the login
    if (proved !== undefined) this.#prove(proved);
  }

  #offer(): string {
    const { starttls, dialback, bidi } = this.#context.options;
    const offered = this.#channel.encrypted ? 'none' : starttls;
    const isProved = this.#certified !== undefined;
    const mayCallBack = dialback && offered !== 'required';
    return writePeerFeatures({
      starttls: offered,
      external: !isProved && this.#isTrusted(),
      dialback: mayCallBack,
      bidi: bidi && !isProved,
      // Who calls back opens no further stream in which it could be said
      management: isProved || mayCallBack,
    });
  }

  /** Does the peer's certificate prove the domain that it says to be? */
  #isTrusted(): boolean {
    const from = this.#header?.from;
    return from !== undefined && isBelievedToBe(from, this.#secured, this.#context.options.overlooks);
  }

  #take(element: Element): void {
    this.#peersError = readPeersError(element);
    if (this.#peersError !== undefined) {
      this.#channel.close();
      return;
    }
    if (element.namespace === namespaces.tls && element.name === 'starttls') this.#startTls();
    else if (this.#context.options.starttls === 'required' && !this.#channel.encrypted)
      this.#refuseInClear(element);
    else if (element.namespace === namespaces.sasl) this.#logIn(element);
    else if (isStanzaElement(element, namespaces.server)) this.#receive(element);
    else if (element.namespace === 'urn:xmpp:bidi' && element.name === 'bidi') this.#takeBidi();
    else if (element.namespace === managementNamespace) this.#takeManagement(element);
    else this.#callBack(element);
  }

  #startTls(): void {
    // RFC 6120 §5.4.3.3: nothing of what was said in clear counts any longer
    const mayStart = this.#context.options.starttls !== 'none' && this.#pairs.isUntried;
    if (this.#channel.encrypted || !mayStart) {
      this.#channel.send(`<failure xmlns='${namespaces.tls}'/>`);
      throw new StreamError('unsupported-feature');
    }
    this.#channel.startTls(`<proceed xmlns='${namespaces.tls}'/>`);
  }

  #refuseInClear(element: Element): void {
    const asked = this.#context.options.dialback ? readDialback(element) : undefined;
    if (asked === undefined || asked.answer !== undefined)
      throw new StreamError('policy-violation', 'TLS comes first');
    this.#channel.send(writeAnswer(asked, { condition: 'policy-violation' }));
  }

  #logIn(element: Element): void {
    const header = this.#header;
    const failure = loginFailure(element, header?.from, this.#isTrusted() && this.#certified === undefined);
    if (failure !== undefined || header?.from === undefined) {
      // XEP-0178 §3: the failure ends the stream
      const condition = failure ?? 'not-authorized';
      this.#channel.send(`<failure xmlns='${namespaces.sasl}'><${condition}/></failure>`);
      this.#channel.close();
      return;
    }
    this.#channel.send(`<success xmlns='${namespaces.sasl}'/>`);
    this.#certified = { from: header.from, to: header.to };
    this.#channel.restart();
  }

  /** XEP-0288 §2.2: asked for before anything is proved. */
  #takeBidi(): void {
    if (!this.#context.options.bidi || this.#pairs.first !== undefined)
      throw new StreamError('unsupported-stanza-type');
    this.#isBidi = true;
  }

  #takeManagement(element: Element): void {
    if (this.#pairs.first === undefined) throw new StreamError('not-authorized');
    if (element.name !== 'enable') {
      takeManaged(element, this.#sending);
      return;
    }
    // XEP-0198 §3: once
    const isFirst = this.#sending.countFromNow();
    this.#channel.send(isFirst ? enabledAnswer() : failedAnswer('unexpected-request'));
  }

  #receive(element: Element): void {
    const { first } = this.#pairs;
    if (first === undefined) throw new StreamError('not-authorized');
    const { overlooks } = this.#context.options;
    const stanza = addressed(element, { from: first, to: this.#header?.to ?? '' }, overlooks);
    const pair = this.#pairs.find(domainsOf(stanza)) ?? unproved(stanza, overlooks);
    if (pair === undefined) throw new StreamError('invalid-from');
    this.#sending.countReceived();
    const { listener } = this.#context;
    told(this.#context, () => {
      listener.onStanza(stanza, pair, { first });
    });
  }

  #callBack(element: Element): void {
    const asked = this.#context.options.dialback ? readDialback(element) : undefined;
    // XEP-0288 §4: an answer to what nobody asked proves nothing
    if (asked === undefined || asked.answer !== undefined) throw new StreamError('unsupported-stanza-type');
    this.#dialback.take(asked, { id: this.#id, secured: this.#secured });
  }

  #prove(pair: DomainPair): void {
    this.#pairs.add(pair);
    this.#channel.settle();
    this.#listener.onProved(pair, this);
  }

  #end(reason: Error | undefined): void {
    this.#dialback.end();
    this.#sending.end((reason ?? this.#peersError) !== undefined);
    this.#listener.onClosed(this);
  }
}

/** How long a peer may take to prove a domain: for dialback it is we who have to find its server meanwhile. */
function patienceWith({ options, limits }: PeerContext): number {
  return limits.negotiationTimeoutMs + (options.dialback ? limits.setUpTimeoutMs : 0);
}
