import type { Socket } from 'node:net';
import type { Element } from '#xml';
import { type Actor, type Arrival, addresseeOf, type Observer } from '../actors/index.ts';
import { AcceptedStream } from './accepted-stream.ts';
import { Holds } from './holds.ts';
import type { Link } from './link.ts';
import { OpenedStreams, type StreamTrial, type TrialOutcome } from './opened-streams.ts';
import { type PeerAccount, PeerActor } from './peer-actor.ts';
import { gated, type PeerObserver } from './peer-observer.ts';
import type { PeersOptions } from './peers-options.ts';
import { answerOfServer } from './server-answers.ts';
import { type Setting, usualSetting } from './settings.ts';
import { bareOf, clientElement, domainOf, toClientText } from './texts.ts';

/**
 * The servers that the harness plays in one part: streams in both directions, and users who are there. Whatever comes for a
 * user is told, whoever it is from and whatever it says.
 */
export class Peers {
  readonly #options: PeersOptions;
  readonly #observer: PeerObserver;
  readonly #opened: OpenedStreams;
  readonly #holds = new Holds();
  readonly #actors = new Map<string, PeerActor>();
  readonly #settings = new Map<string, Setting>();
  /** What there is, and whose domains use it. */
  readonly #links = new Map<Link, Set<string>>();
  /** Links that the harness ends itself. */
  readonly #ending = new WeakSet<Link>();
  /** What the server under test has brought about at each domain, told or not. */
  readonly #seen = new Map<string, 'a connection' | 'a stream'>();
  readonly #forgetQuestions: () => void;
  #connections = 0;
  #isTold = false;

  constructor(options: PeersOptions) {
    this.#options = options;
    this.#observer = gated(options.observer, () => this.#isTold);
    this.#forgetQuestions = options.nameServer.onQuestion((name, type) => {
      this.#observer.query(name, type);
    });
    this.#opened = this.#openedStreams();
  }

  /** The part begins: streams of before end in good order, the server under test has noticed, and what passes from now on is told. */
  async begin(): Promise<void> {
    for (const domain of await this.#closeAll()) await this.#opened.roundTrip(domain);
    this.#isTold = true;
  }

  /** The part is over: nobody is told anything any more, and all streams end in good order. */
  async end(): Promise<void> {
    for (const link of this.#links.keys()) link.tellRest();
    this.#isTold = false;
    this.#forgetQuestions();
    this.#settings.clear();
    this.#holds.releaseAll();
    await this.#closeAll();
  }

  /** A user comes online at a peer: there is nothing to be heard of it. */
  join(name: string, account: PeerAccount, observer: Observer): Actor {
    const actor = new PeerActor(name, account, observer, {
      transmit: (text) => {
        this.#send(account.domain, text);
      },
      leave: () => this.#actors.delete(name),
    });
    this.#actors.set(name, actor);
    return actor;
  }

  /** From now on the domain is as this says; what it was before goes on where nothing is said. */
  set(domain: string, change: Partial<Setting>): void {
    const setting = { ...this.settingOf(domain), ...change };
    this.#settings.set(domain, setting);
    this.#options.nameServer.hide(domain, setting.condition === 'unknown');
    if (setting.condition !== 'held') this.#holds.release(domain);
  }

  settingOf(domain: string): Setting {
    return this.#settings.get(domain) ?? usualSetting;
  }

  /** What the server under test has got as far as, there: a connection that asks for the domain, or a stream that it may send on. */
  seenAt(domain: string): 'nothing' | 'a connection' | 'a stream' {
    return this.#seen.get(domain) ?? 'nothing';
  }

  /** Settles when the server under test waits for the domain, which is held. `false`: the signal came first. */
  awaited(domain: string, signal: AbortSignal): Promise<boolean> {
    return this.#holds.awaited(domain, signal);
  }

  /** A new step: streams that the server under test has ended may be opened anew. */
  renew(): void {
    this.#opened.renew();
    for (const actor of this.#actors.values()) actor.renew();
  }

  /** Ends all streams of a domain, in good order or without a word; done when the server under test has noticed. */
  async endStreams(domain: string, how: 'closed' | 'cut'): Promise<void> {
    const links = [...this.#links].flatMap(([link, domains]) => (domains.has(domain) ? [link] : []));
    this.#opened.forget(domain);
    for (const link of links) this.#ending.add(link);
    if (how === 'closed') await Promise.all(links.map((link) => link.close()));
    else {
      for (const link of links) link.cut();
      await this.#opened.roundTrip(domain);
    }
  }

  /** Opens a stream with somebody's certificate and asks to be let in by it, offered or not. */
  tryStream(trial: StreamTrial): Promise<TrialOutcome> {
    return this.#opened.try(trial);
  }

  /** A connection that the server under test has opened. */
  accept(socket: Socket): void {
    const connection = (this.#connections += 1);
    const { domains, identityFor } = this.#options;
    const told = new Set<string>();
    const tell = (
      event: 'accepted' | 'authenticated' | 'error' | 'closed',
      detail: string,
      to?: string,
    ): void => {
      for (const domain of to === undefined ? told : [to])
        this.#observer.connection(connection, domain, event, detail);
    };
    const wire = (direction: 'sent' | 'received', peer: string, raw: string): void => {
      this.#observer.wire(connection, peer, direction, raw);
    };
    const stream: AcceptedStream = new AcceptedStream(
      socket,
      { wire },
      {
        isOurs: (domain) => domains.includes(domain),
        settingOf: (domain) => this.settingOf(domain),
        identityFor: (domain) => identityFor([domain], this.settingOf(domain).condition),
        released: (domain) => this.#holds.wait(domain),
        verify: (pair, streamId, key) => this.#opened.verify(pair, streamId, key),
        began: ({ from, to }) => {
          told.add(to);
          if (!this.#seen.has(to)) this.#seen.set(to, 'a connection');
          tell('accepted', `${from} to ${to}`, to);
        },
        authenticated: ({ from, to }, by) => {
          told.add(to);
          this.#seen.set(to, 'a stream');
          tell('authenticated', `${from} to ${to} by ${by}`, to);
        },
        bidirectional: ({ from, to }, write) => {
          this.#opened.use({ from: to, to: from }, { write, connection });
        },
        stanza: (element, text) => {
          this.#deliver(element, text);
        },
        failed: (condition) => {
          tell('error', condition);
        },
        closed: (reason) => {
          this.#links.delete(stream.link);
          this.#opened.drop(connection);
          tell('closed', reason);
        },
      },
    );
    this.#links.set(stream.link, told);
  }

  #openedStreams(): OpenedStreams {
    return new OpenedStreams(this.#options, this.#observer, {
      settingOf: (domain) => this.settingOf(domain),
      ridersOf: (domain) =>
        [...this.#settings].flatMap(([rider, { rides }]) => (rides === domain ? [rider] : [])),
      nextConnection: () => (this.#connections += 1),
      began: (link, domain) => {
        this.#links.set(link, new Set([domain]));
      },
      stanza: (element, text) => {
        this.#deliver(element, text);
      },
      failed: (domains, condition, text) => {
        for (const actor of this.#actorsAt(domains)) actor.streamFailed(condition, text);
      },
      ended: (domain, reason) => {
        for (const actor of this.#actorsAt([domain])) actor.streamEnded(reason);
      },
      isEnding: (link) => this.#ending.has(link),
    });
  }

  /** Gives a domain of each stream that the other side did not end: it may still be written to there. */
  async #closeAll(): Promise<string[]> {
    const links = [...this.#links];
    for (const [link] of links) this.#ending.add(link);
    this.#opened.forget();
    const answered = await Promise.all(links.map(([link]) => link.close()));
    for (const [link] of links) this.#links.delete(link);
    return links.flatMap(([, [domain]], index) =>
      answered[index] === false && domain !== undefined ? [domain] : [],
    );
  }

  #actorsAt(domains: readonly string[]): PeerActor[] {
    return [...this.#actors.values()].filter(({ account }) => domains.includes(account.domain));
  }

  #send(from: string, text: string): void {
    void this.#opened.send(from, text, domainOf(addresseeOf(text) ?? ''));
  }

  /** To everybody whom it is for; where nobody is, the server says what servers say. */
  #deliver(element: Element, text: string): void {
    const to = element.attributes['to'] ?? '';
    const clientText = toClientText(text);
    const client = clientElement(clientText);
    if (client === undefined) return;
    const arrival: Arrival = { element: client, text: clientText };
    const here = [...this.#actors.values()].filter(({ jid }) => jid === to || bareOf(jid) === to);
    for (const actor of here) actor.arrived(arrival);
    const answer = here.length > 0 ? undefined : answerOfServer(client);
    if (answer !== undefined) this.#send(domainOf(to), answer);
  }
}
