import type { Socket } from 'node:net';
import { type Element, textOf } from '#xml';
import { namespaces } from '../namespaces.ts';
import { isStanzaElement } from '../read-stanza.ts';
import { Deadline } from '../stream/deadline.ts';
import { managementNamespace } from '../stream/management.ts';
import { StreamError } from '../stream-error.ts';
import { readDialback, reversed, writeAnswer, writeQuestion } from './dialback.ts';
import { failureOf } from './failure.ts';
import { InitiatedStream } from './initiated-stream.ts';
import type { DomainPair, Outgoing, PeerFailure } from './outgoing.ts';
import { type PeerContext, told } from './peer-context.ts';
import type { PeerFeatures } from './peer-features.ts';
import { domainsOf, isOfPair } from './read-addresses.ts';
import { Sending } from './sending.ts';
import { takeManaged } from './take-managed.ts';

/** What stanzas for one pair of domains can be sent on. */
export interface Carrier {
  carry(outgoing: Outgoing): void;
}

export interface OutgoingStreamListener {
  /** Stanzas can be sent. */
  onReady(stream: OutgoingStream): void;
  /** The stream has ended; what was sent on it and may be lost has been told. `why`: it never was ready. */
  onClosed(why: PeerFailure, reason: Error | undefined): void;
}

/** XEP-0288 §2.2. */
export const bidiRequest = `<bidi xmlns='urn:xmpp:bidi'/>`;

/**
 * The stream from one of our domains to one of a peer's: we say who we are, by certificate (SASL EXTERNAL) or by dialback, then send.
 *
 * Source: RFC 6120 §6.4; XEP-0178 §3; XEP-0220 §2.1.1.
 */
export class OutgoingStream implements Carrier {
  readonly #pair: DomainPair;
  readonly #context: PeerContext;
  readonly #stream: InitiatedStream;
  readonly #sending: Sending;
  readonly #idle = new Deadline();
  readonly #listener: OutgoingStreamListener;
  #awaits: 'features' | 'external' | 'dialback' | 'enabled' | 'nothing' = 'features';
  #isProved = false;
  #features: PeerFeatures | undefined;
  /** The pair that the peer may send for on this stream. */
  #inward: DomainPair | undefined;

  constructor(socket: Socket, pair: DomainPair, context: PeerContext, listener: OutgoingStreamListener) {
    this.#pair = pair;
    this.#context = context;
    this.#listener = listener;
    this.#stream = new InitiatedStream(socket, pair, context, {
      onFeatures: (features) => {
        this.#features = features;
        this.#goOn();
      },
      onElement: (element) => {
        this.#take(element);
      },
      onClosed: (reason) => {
        this.#end(reason);
      },
    });
    this.#sending = new Sending(this.#stream.channel, context.limits);
  }

  /** The peer has said something. */
  get isAnswered(): boolean {
    return this.#stream.isAnswered;
  }

  carry(outgoing: Outgoing): void {
    this.#idle.putOff();
    this.#sending.carry(outgoing);
  }

  close(error?: StreamError): void {
    this.#stream.channel.close(error);
  }

  #goOn(): void {
    if (this.#isProved) this.#manage();
    else if (this.#features?.external === true && this.#stream.channel.encrypted) this.#logIn();
    else this.#callBack();
  }

  #logIn(): void {
    this.#askForBidi();
    this.#awaits = 'external';
    const identity = Buffer.from(this.#pair.from).toString('base64');
    this.#stream.channel.send(`<auth xmlns='${namespaces.sasl}' mechanism='EXTERNAL'>${identity}</auth>`);
  }

  #callBack(): void {
    if (!this.#context.options.dialback)
      throw new StreamError('not-authorized', 'no way to prove a domain that both know');
    this.#askForBidi();
    this.#awaits = 'dialback';
    const key = this.#context.keys.keyFor(this.#pair, this.#stream.id);
    this.#stream.channel.send(writeQuestion({ kind: 'result', pair: this.#pair, id: '', key }));
  }

  #askForBidi(): void {
    if (!this.#context.options.bidi || this.#features?.bidi !== true || this.#inward !== undefined) return;
    this.#inward = reversed(this.#pair);
    this.#stream.channel.send(bidiRequest);
  }

  #take(element: Element): void {
    switch (this.#awaits) {
      case 'features':
        throw new StreamError('unsupported-stanza-type');
      case 'external':
        this.#takeLogin(element);
        break;
      case 'dialback':
        this.#takeResult(element);
        break;
      case 'enabled':
        this.#takeEnabled(element);
        break;
      case 'nothing':
        this.#receive(element);
    }
  }

  #takeLogin(element: Element): void {
    if (element.namespace !== namespaces.sasl) throw new StreamError('unsupported-stanza-type');
    if (element.name === 'success') {
      this.#isProved = true;
      this.#awaits = 'features';
      this.#stream.restart();
    } else if (element.name === 'challenge') {
      this.#stream.channel.send(`<response xmlns='${namespaces.sasl}'/>`);
    } else this.#callBack();
  }

  #takeResult(element: Element): void {
    const result = readDialback(element);
    if (result === undefined) throw new StreamError('unsupported-stanza-type');
    const isOurs = result.kind === 'result' && isOfPair(result.pair, reversed(this.#pair));
    if (!isOurs || result.answer === undefined) this.#refuse(element);
    else if (result.answer === 'valid') {
      this.#isProved = true;
      this.#manage();
    } else throw new StreamError('not-authorized', `dialback: ${result.answer} ${textOf(element)}`.trim());
  }

  /** What a peer may ask on a stream of ours with bidi, and is not for this stream. XEP-0288 §2.2. */
  #refuse(element: Element): void {
    const asked = readDialback(element);
    if (asked === undefined) throw new StreamError('unsupported-stanza-type');
    if (asked.answer === undefined)
      this.#stream.channel.send(writeAnswer(asked, { condition: 'not-acceptable' }));
  }

  #manage(): void {
    if (this.#features?.management === true) {
      this.#awaits = 'enabled';
      this.#stream.channel.send(`<enable xmlns='${managementNamespace}'/>`);
    } else this.#ready();
  }

  #takeEnabled(element: Element): void {
    if (element.namespace !== managementNamespace) {
      this.#receive(element);
      return;
    }
    if (element.name === 'enabled') this.#sending.countFromNow();
    this.#ready();
  }

  #ready(): void {
    this.#awaits = 'nothing';
    this.#stream.channel.settle();
    this.#idle.set(this.#context.limits.idleMs, () => {
      if (this.#sending.isSettled) this.close();
      else this.#idle.putOff();
    });
    this.#listener.onReady(this);
  }

  #receive(element: Element): void {
    if (takeManaged(element, this.#sending)) return;
    if (!isStanzaElement(element, namespaces.server)) {
      this.#refuse(element);
      return;
    }
    // RFC 6120 §4.5: without bidi it is for our stanzas alone
    if (this.#inward === undefined) throw new StreamError('not-authorized', 'stanzas go one way here');
    if (!isOfPair(domainsOf(element), this.#inward)) throw new StreamError('invalid-from');
    this.#idle.putOff();
    this.#sending.countReceived();
    const { listener } = this.#context;
    const inward = this.#inward;
    told(this.#context, () => {
      listener.onStanza(element, inward, { first: inward.from });
    });
  }

  #end(reason: Error | undefined): void {
    const wasReady = this.#awaits === 'nothing';
    this.#idle.clear();
    this.#sending.end(reason !== undefined);
    this.#listener.onClosed(wasReady ? 'lost' : failureOf(reason), reason);
  }
}
