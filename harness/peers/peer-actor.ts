import type { Actor, Arrival, Observer } from '../actors/index.ts';
import { replyToIq, withSender } from '../actors/index.ts';

/** A user of a server that the harness plays. */
export interface PeerAccount {
  readonly user: string;
  readonly domain: string;
  readonly resource: string;
  /** Nothing is added to what the scenario writes. */
  readonly isRaw: boolean;
}

/** What a user's server does for it. */
export interface PeerServer {
  /** Sends text to the server under test, on the stream of the user's domain; `to`: the address it is for, where the text says none. */
  transmit(text: string, to?: string): void;
  leave(): void;
}

/** How a message is answered in place of being read. Gives what is sent, or `undefined`: nothing. */
export type Reaction = (arrival: Arrival) => string | undefined;

/**
 * A user of a server that the harness plays. What comes for it is told as a client would have it from its own server; it answers
 * pings, and refuses every other iq.
 */
export class PeerActor implements Actor {
  readonly name: string;
  readonly account: PeerAccount;
  readonly jid: string;
  readonly #observer: Observer;
  readonly #server: PeerServer;
  readonly #listeners = new Set<(arrival: Arrival) => void>();
  readonly #reactions = new Set<Reaction>();
  #stream = Promise.withResolvers<undefined>();
  #isBroken = false;

  constructor(name: string, account: PeerAccount, observer: Observer, server: PeerServer) {
    this.name = name;
    this.account = account;
    this.jid = `${account.user}@${account.domain}/${account.resource}`;
    this.#observer = observer;
    this.#server = server;
    observer.stream('open', account.domain);
    observer.stream('bound', this.jid);
  }

  /** Settles when the stream that its stanzas go on has ended, until the next one may be opened. */
  get closed(): Promise<void> {
    return this.#stream.promise;
  }

  /** A stream that has ended may be opened anew. */
  renew(): void {
    if (this.#isBroken) this.#stream = Promise.withResolvers<undefined>();
    this.#isBroken = false;
  }

  send(text: string, isWritten = false): void {
    const whole = isWritten && this.account.isRaw ? text : withSender(text, this.jid);
    this.#observer.stanza('sent', whole);
    this.#server.transmit(whole);
  }

  onArrival(listener: (arrival: Arrival) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Answers what comes from now on, where it has an answer. Gives the way to have it no more. */
  react(reaction: Reaction): () => void {
    this.#reactions.add(reaction);
    return () => this.#reactions.delete(reaction);
  }

  arrived(arrival: Arrival): void {
    this.#observer.stanza('received', arrival.text);
    for (const reaction of this.#reactions) {
      const answer = reaction(arrival);
      if (answer !== undefined) this.send(answer);
    }
    const reply = replyToIq(arrival);
    if (reply !== undefined) this.send(reply);
    for (const listener of this.#listeners) listener(arrival);
  }

  /** The server under test has refused to go on with the stream that this user's stanzas go on. */
  streamFailed(condition: string, text: string): void {
    this.#observer.stanza('received', text);
    this.#observer.stream('error', condition);
    this.#break();
  }

  /** That stream is gone. */
  streamEnded(reason: string): void {
    this.#observer.stream('error', reason);
    this.#break();
  }

  close(): Promise<void> {
    this.#server.leave();
    this.#observer.stream('closed', 'it went offline');
    this.#break();
    return Promise.resolve();
  }

  #break(): void {
    this.#isBroken = true;
    this.#stream.resolve(undefined);
  }
}
