import type { Socket } from 'node:net';
import type { Element } from '#xml';
import type { Actor, Arrival, Observer } from '../actors/index.ts';
import type { NameServer, Place } from '../targets/index.ts';
import { AcceptedStream, conditionOf } from './accepted-stream.ts';
import type { Identity, Link } from './link.ts';
import { ns } from './namespaces.ts';
import { OpenedStream, StreamRefused } from './opened-stream.ts';
import { PeerActor, type PeerAccount } from './peer-actor.ts';
import { answerOfServer } from './server-answers.ts';
import { type Condition, type Setting, usualSetting } from './settings.ts';
import { addresseeOf, bareOf, clientElement, type DomainPair, domainOf, toClientText } from './texts.ts';
import type { WireObserver } from './wire-log.ts';

export type { Condition } from './settings.ts';

/** Who is told of what passes between the peers of a part and the server under test. */
export interface PeerObserver {
  /** Bytes on a connection; `peer` is the domain of the harness that they are for or from, empty while nobody knows. */
  wire(connection: number, peer: string, direction: 'sent' | 'received', raw: string): void;
  /** `accepted`: the server under test has connected; `opened`: the harness has. */
  connection(
    connection: number,
    peer: string,
    event: 'accepted' | 'opened' | 'secured' | 'authenticated' | 'error' | 'closed',
    detail: string,
  ): void;
  /** The server under test has asked the name server. */
  query(name: string, type: string): void;
}

/** What peers are made of. */
export interface PeersOptions {
  /** The domains that the harness plays. */
  readonly domains: readonly string[];
  /** Where the server under test takes streams. */
  readonly target: Place;
  /** Its domains, the first of them first. */
  readonly targets: readonly string[];
  /** The certificate of a server with these domains. */
  readonly identityFor: (domains: readonly string[], condition: Condition) => Promise<Identity>;
  readonly nameServer: NameServer;
  readonly observer: PeerObserver;
}

/** A stream of a kind that a scenario asks for, tried once. */
export interface StreamTrial {
  readonly pair: DomainPair;
  /** Whose certificate it shows. */
  readonly certificate: string;
}

/** What came of it: `unreached`, when the server under test said nothing. */
export interface TrialOutcome {
  readonly outcome: 'accepted' | 'refused' | 'unreached';
  /** What it said against it. */
  readonly detail: string;
}

/** Longest time until a stream to the server under test is open, in milliseconds. */
const openTimeoutMs = 5_000;

/** Streams that can be written to, of one pair of domains. */
interface Route {
  readonly write: (text: string) => void;
  readonly connection: number;
}

/**
 * The servers that the harness plays in one part: streams in both directions, and users who are there. Whatever comes for a
 * user is told, whoever it is from and whatever it says.
 */
export class Peers {
  readonly #options: PeersOptions;
  readonly #actors = new Map<string, PeerActor>();
  readonly #links = new Set<Link>();
  readonly #settings = new Map<string, Setting>();
  /** Streams of ours by pair, from the moment when they are begun. */
  readonly #routes = new Map<string, Promise<Route | undefined>>();
  /** Pairs whose stream the server under test has ended: nothing goes there until the next step. */
  readonly #broken = new Set<string>();
  readonly #releases = new Map<string, (() => void)[]>();
  readonly #holding = new Set<string>();
  #onHolding: (domain: string) => void = () => undefined;
  readonly #observer: PeerObserver;
  readonly #forgetQuestions: () => void;
  /** Links that the harness is about to end itself. */
  readonly #ending = new WeakSet<Link>();
  #connections = 0;
  #isTold = false;

  constructor(options: PeersOptions) {
    this.#options = options;
    this.#observer = {
      wire: (...what) => {
        if (this.#isTold) options.observer.wire(...what);
      },
      connection: (...what) => {
        if (this.#isTold) options.observer.connection(...what);
      },
      query: (...what) => {
        if (this.#isTold) options.observer.query(...what);
      },
    };
    this.#forgetQuestions = options.nameServer.onQuestion(this.#observer.query);
  }

  /** The part begins: streams of before end in good order, and what passes from now on is told. */
  async begin(): Promise<void> {
    await this.#closeAll([...this.#links]);
    this.#isTold = true;
  }

  /** A user comes online at a peer: there is nothing to be heard of it. */
  join(name: string, account: PeerAccount, observer: Observer): Actor {
    const actor = new PeerActor(name, account, observer, {
      transmit: (text, to) => {
        void this.#transmit(account.domain, text, to);
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
    if (setting.condition === 'held') return;
    this.#holding.delete(domain);
    for (const release of this.#releases.get(domain)?.splice(0) ?? []) release();
  }

  settingOf(domain: string): Setting {
    return this.#settings.get(domain) ?? usualSetting;
  }

  /** Settles when the server under test waits for the domain, which is held. `false`: the signal came first. */
  awaited(domain: string, signal: AbortSignal): Promise<boolean> {
    if (this.#holding.has(domain)) return Promise.resolve(true);
    return new Promise((resolve) => {
      this.#onHolding = (held) => {
        if (held === domain) resolve(true);
      };
      signal.addEventListener('abort', () => {
        resolve(false);
      });
    });
  }

  /** A new step: streams that the server under test has ended may be opened anew. */
  renew(): void {
    this.#broken.clear();
  }

  /** Ends all streams of a domain, in good order or without a word. */
  async endStreams(domain: string, how: 'closed' | 'cut'): Promise<void> {
    const links = [...this.#links].filter((link) => this.#domainsOf.get(link)?.has(domain));
    for (const key of this.#routes.keys()) if (key.startsWith(`${domain} `)) this.#routes.delete(key);
    for (const link of links) this.#ending.add(link);
    if (how === 'cut') {
      for (const link of links) link.cut();
      await this.#isNoticed(domain);
    } else await Promise.all(links.map((link) => link.close()));
  }

  /**
   * Opens a stream with somebody's certificate and asks to be let in by it, offered or not.
   */
  async tryStream({ pair, certificate }: StreamTrial): Promise<TrialOutcome> {
    try {
      const stream = await this.#connect(pair, { by: 'external', certificate });
      this.#routes.set(keyOf(pair), Promise.resolve(this.#routeOf(stream.opened, stream.connection, pair)));
      return { outcome: 'accepted', detail: '' };
    } catch (error) {
      if (!(error instanceof StreamRefused)) throw error;
      return { outcome: error.isAnswer ? 'refused' : 'unreached', detail: error.message };
    }
  }

  /** A connection that the server under test has opened. */
  accept(socket: Socket): void {
    const connection = (this.#connections += 1);
    const { domains, identityFor } = this.#options;
    const observer = this.#observer;
    const told = new Set<string>();
    const stream: AcceptedStream = new AcceptedStream(socket, this.#wireOf(connection), {
      isOurs: (domain) => domains.includes(domain),
      settingOf: (domain) => this.settingOf(domain),
      identityFor: (domain) => identityFor([domain], this.settingOf(domain).condition),
      released: (domain) => this.#released(domain),
      verify: (pair, streamId, key) => this.#verify(pair, streamId, key),
      began: ({ from, to }) => {
        told.add(to);
        observer.connection(connection, to, 'accepted', `${from} to ${to}`);
      },
      authenticated: ({ from, to }, by) => {
        told.add(to);
        observer.connection(connection, to, 'authenticated', `${from} to ${to} by ${by}`);
      },
      bidirectional: ({ from, to }, write) => {
        this.#routes.set(keyOf({ from: to, to: from }), Promise.resolve({ write, connection }));
      },
      stanza: (element, text) => {
        this.#deliver(element, text);
      },
      failed: (condition) => {
        for (const domain of told) observer.connection(connection, domain, 'error', condition);
      },
      closed: (reason) => {
        this.#links.delete(stream.link);
        for (const [key, route] of this.#routes)
          void route.then((one) => {
            if (one?.connection === connection) this.#routes.delete(key);
          });
        for (const domain of told.size === 0 ? [''] : told)
          observer.connection(connection, domain, 'closed', reason);
      },
    });
    this.#domainsOf.set(stream.link, told);
    this.#links.add(stream.link);
  }

  /** The part is over: nobody is told anything any more, and all streams end in good order. */
  async end(): Promise<void> {
    this.#isTold = false;
    this.#forgetQuestions();
    for (const domain of this.#releases.keys()) this.set(domain, { condition: 'up' });
    await this.#closeAll([...this.#links]);
  }

  async #closeAll(links: readonly Link[]): Promise<void> {
    for (const link of links) this.#ending.add(link);
    this.#routes.clear();
    await Promise.all(links.map((link) => link.close()));
  }

  readonly #domainsOf = new WeakMap<Link, ReadonlySet<string>>();

  #released(domain: string): Promise<void> {
    this.#holding.add(domain);
    this.#onHolding(domain);
    return new Promise((resolve) => {
      this.#releases.set(domain, [...(this.#releases.get(domain) ?? []), resolve]);
    });
  }

  /** Sends what a user of a domain writes; `to` left out: to the first domain of the server under test. */
  async #transmit(from: string, text: string, to = addresseeOf(text)): Promise<void> {
    const { targets } = this.#options;
    const wanted = to === undefined ? '' : domainOf(to);
    const pair = { from, to: targets.includes(wanted) ? wanted : (targets[0] ?? '') };
    const key = keyOf(pair);
    if (this.#broken.has(key)) return;
    const route = await this.#routeFor(pair);
    if (!this.#broken.has(key)) route?.write(text);
  }

  /** One stream for each pair; what is sent while it is set up waits for it, in order. */
  #routeFor(pair: DomainPair): Promise<Route | undefined> {
    const key = keyOf(pair);
    const known = this.#routes.get(key);
    if (known) return known;
    const { rides } = this.settingOf(pair.from);
    const opening = (rides === undefined ? this.#open(pair) : this.#ride(pair, rides)).catch(
      (error: unknown) => {
        this.#break(pair, error instanceof Error ? error.message : String(error));
        return undefined;
      },
    );
    this.#routes.set(key, opening);
    return opening;
  }

  async #open(pair: DomainPair): Promise<Route> {
    const { opened, connection } = await this.#connect(pair, {});
    return this.#routeOf(opened, connection, pair);
  }

  async #connect(
    pair: DomainPair,
    { by, certificate = pair.from }: { by?: 'external'; certificate?: string },
  ): Promise<{ opened: OpenedStream; connection: number }> {
    const { target, identityFor } = this.#options;
    const observer = this.#observer;
    const connection = (this.#connections += 1);
    const { bidi, condition } = this.settingOf(pair.from);
    const tell = (event: 'opened' | 'secured' | 'authenticated' | 'error', detail: string): void => {
      observer.connection(connection, pair.from, event, detail);
    };
    tell('opened', `${pair.from} to ${pair.to}`);
    const signal = AbortSignal.timeout(openTimeoutMs);
    const identity = await identityFor([certificate, ...this.#ridersOf(certificate)], condition);
    const opened = await OpenedStream.connect(
      {
        pair,
        place: target,
        identity,
        bidi,
        ...(by && { by }),
        observer: this.#wireOf(connection),
        secured: (believed) => {
          tell('secured', believed ? 'its certificate is believed' : 'its certificate is not believed');
        },
      },
      signal,
    );
    this.#links.add(opened.link);
    this.#domainsOf.set(opened.link, new Set([pair.from]));
    try {
      await opened.authenticate(await opened.negotiate());
    } catch (error) {
      tell('error', error instanceof Error ? error.message : String(error));
      void opened.link.close();
      throw error;
    }
    tell('authenticated', `${pair.from} to ${pair.to}`);
    return { opened, connection };
  }

  /** All that comes on a stream of ours from now on, and the way to write to it. */
  #routeOf(opened: OpenedStream, connection: number, pair: DomainPair): Route {
    const pairs = [pair];
    const waiting = new Map<string, (valid: boolean) => void>();
    const over = (reason: string): void => {
      this.#links.delete(opened.link);
      this.#observer.connection(connection, pair.from, 'closed', reason);
      if (!this.#ending.has(opened.link)) for (const one of pairs) this.#break(one, reason);
    };
    opened.handOver({
      element: (element, text) => {
        if (element.namespace === ns.streams && element.name === 'error') this.#fail(pairs, connection, element, text);
        else if (element.namespace === ns.dialback) {
          waiting.get(element.attributes['to'] ?? '')?.(element.attributes['type'] === 'valid');
        } else this.#deliver(element, text);
      },
      ended: () => {
        over('the other side ended the stream');
        void opened.link.close();
      },
      closed: over,
      peerOf: (what) => {
        const to = domainOf(what?.attributes['to'] ?? '');
        return pairs.some(({ from }) => from === to) ? to : pair.from;
      },
    });
    this.#added.set(connection, async (another) => {
      const isValid = new Promise<boolean>((resolve) => waiting.set(another.from, resolve));
      opened.link.write(opened.dialbackRequest(another));
      if (!(await isValid)) throw new StreamRefused(`it does not take ${another.from} on the stream of ${pair.from}`);
      pairs.push(another);
      this.#observer.connection(
        connection,
        another.from,
        'authenticated',
        `${another.from} to ${another.to} by dialback`,
      );
    });
    return {
      connection,
      write: (text) => {
        opened.link.write(text);
      },
    };
  }

  /** Settles when the server under test has answered on a connection that was made after others were cut: it has noticed those by then. */
  async #isNoticed(domain: string): Promise<void> {
    const { target, targets, identityFor } = this.#options;
    const connection = (this.#connections += 1);
    const pair = { from: domain, to: targets[0] ?? '' };
    this.#observer.connection(connection, domain, 'opened', 'to see that it goes on');
    const identity = await identityFor([domain], 'up');
    try {
      const options = { pair, place: target, identity, bidi: false, observer: this.#wireOf(connection) };
      const stream = await OpenedStream.connect(options, AbortSignal.timeout(openTimeoutMs));
      await stream.begin();
      await stream.link.close();
    } catch (error) {
      if (!(error instanceof StreamRefused)) throw error;
    }
  }

  /** How a further pair is asked for, by connection. */
  readonly #added = new Map<number, (pair: DomainPair) => Promise<void>>();

  async #ride(pair: DomainPair, on: string): Promise<Route> {
    const route = await this.#routeFor({ from: on, to: pair.to });
    const add = route && this.#added.get(route.connection);
    if (!add) throw new StreamRefused(`there is no stream of ${on} to send on`);
    await add(pair);
    return route;
  }

  /** A stream error: those whose stanzas went there are told, as clients are. */
  #fail(pairs: readonly DomainPair[], connection: number, element: Element, text: string): void {
    const condition = conditionOf(element);
    for (const { from } of pairs) this.#observer.connection(connection, from, 'error', condition);
    for (const pair of pairs) {
      for (const actor of this.#actorsAt(pair.from)) actor.streamFailed(condition, text);
      this.#broken.add(keyOf(pair));
    }
  }

  /** The stream for a pair is gone, and the server under test did that: who sends there hears of it. */
  #break(pair: DomainPair, reason: string): void {
    const key = keyOf(pair);
    this.#routes.delete(key);
    const isKnown = this.#broken.has(key);
    this.#broken.add(key);
    if (!isKnown) for (const actor of this.#actorsAt(pair.from)) actor.streamEnded(reason);
  }

  /** The domains that send on the streams of this one: one server has them all. */
  #ridersOf(domain: string): string[] {
    return [...this.#settings].flatMap(([rider, { rides }]) => (rides === domain ? [rider] : []));
  }

  #actorsAt(domain: string): PeerActor[] {
    return [...this.#actors.values()].filter((actor) => actor.account.domain === domain);
  }

  #deliver(element: Element, text: string): void {
    const to = element.attributes['to'] ?? '';
    const clientText = toClientText(text);
    const client = clientElement(clientText);
    if (client === undefined) return;
    const arrival: Arrival = { element: client, text: clientText };
    const here = [...this.#actors.values()].filter(({ jid }) => jid === to || bareOf(jid) === to);
    for (const actor of here) actor.arrived(arrival);
    if (here.length > 0) return;
    const answer = answerOfServer(client);
    if (answer !== undefined) void this.#transmit(domainOf(to), answer);
  }

  async #verify(pair: DomainPair, streamId: string, key: string): Promise<boolean> {
    const { target, identityFor } = this.#options;
    const connection = (this.#connections += 1);
    const own = { from: pair.to, to: pair.from };
    const signal = AbortSignal.timeout(openTimeoutMs);
    this.#observer.connection(connection, own.from, 'opened', `to verify a key of ${pair.from}`);
    const identity = await identityFor([own.from], 'up');
    try {
      const stream = await OpenedStream.connect(
        { pair: own, place: target, identity, bidi: false, observer: this.#wireOf(connection) },
        signal,
      );
      await stream.negotiate();
      const answer = await stream.ask(
        `<db:verify from='${own.from}' to='${own.to}' id='${streamId}'>${key}</db:verify>`,
      );
      void stream.link.close();
      return answer.name === 'verify' && answer.attributes['type'] === 'valid';
    } catch (error) {
      if (!(error instanceof StreamRefused)) throw error;
      return false;
    }
  }

  #wireOf(connection: number): WireObserver {
    return {
      wire: (direction, peer, raw) => {
        this.#observer.wire(connection, peer, direction, raw);
      },
    };
  }
}

function keyOf({ from, to }: DomainPair): string {
  return `${from} ${to}`;
}
