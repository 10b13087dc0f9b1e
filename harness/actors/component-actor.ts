import type { Actor, Arrival, Observer } from './actor.ts';
import { replyToIq } from './reply-to-iq.ts';
import { withSender } from './stanza-text.ts';

/** Somebody at a component. */
export interface ComponentUser {
  /** The local part of the address; empty: the component itself, which sees whatever comes. */
  readonly user: string;
  readonly resource: string;
  /** Nothing is added to what the scenario writes. */
  readonly isRaw: boolean;
}

/** The component's connection, as one who shares it. */
export interface ComponentLink {
  transmit(text: string): void;
  /** Done when nothing of this actor is left to be sent. */
  leave(): Promise<void>;
}

/** A user of a component that the harness plays, or the component itself. It answers pings, and refuses every other iq. */
export class ComponentActor implements Actor {
  readonly name: string;
  readonly jid: string;
  readonly closed: Promise<void>;
  /** Is it the component itself? */
  readonly isWhole: boolean;
  readonly #isRaw: boolean;
  readonly #observer: Observer;
  readonly #link: ComponentLink;
  readonly #listeners = new Set<(arrival: Arrival) => void>();
  #left: () => void = () => undefined;

  constructor(
    who: {
      readonly name: string;
      readonly user: ComponentUser;
      readonly domain: string;
      readonly closed: Promise<void>;
    },
    observer: Observer,
    link: ComponentLink,
  ) {
    const { user, resource, isRaw } = who.user;
    this.name = who.name;
    this.isWhole = user === '';
    this.jid = this.isWhole ? who.domain : `${user}@${who.domain}/${resource}`;
    this.#isRaw = isRaw;
    this.#observer = observer;
    this.#link = link;
    const left = new Promise<void>((resolve) => {
      this.#left = resolve;
    });
    this.closed = Promise.race([left, who.closed]);
    observer.stream('open', who.domain);
    observer.stream('bound', this.jid);
  }

  /** Is this its address, with or without the resource? */
  isAt(address: string): boolean {
    return address === this.jid || address === this.jid.replace(/\/.*$/s, '');
  }

  send(text: string, isWritten = false): void {
    this.#transmit(isWritten && this.#isRaw ? text : withSender(text, this.jid));
  }

  onArrival(listener: (arrival: Arrival) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** `answers`: an iq is for it to answer, from the address that was asked. */
  arrived(arrival: Arrival, answers: boolean): void {
    this.#observer.stanza('received', arrival.text);
    const reply = answers ? replyToIq(arrival) : undefined;
    if (reply !== undefined) this.#transmit(withSender(reply, arrival.element.attributes['to'] ?? this.jid));
    for (const listener of this.#listeners) listener(arrival);
  }

  /** The server has said that it does not go on with the component's stream. */
  streamFailed(text: string): void {
    this.#observer.stanza('received', text);
  }

  /** The component's stream has ended. */
  streamEnded(event: 'error' | 'closed', detail: string): void {
    this.#observer.stream(event, detail);
  }

  async close(): Promise<void> {
    await this.#link.leave();
    this.#observer.stream('closed', 'it went offline');
    this.#left();
  }

  #transmit(text: string): void {
    this.#observer.stanza('sent', text);
    this.#link.transmit(text);
  }
}
