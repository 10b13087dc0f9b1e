import type { Element } from '#xml';
import { conditionOf } from './accepted-stream.ts';
import type { Link } from './link.ts';
import { ns } from './namespaces.ts';
import { OpenedStream, StreamRefused } from './opened-stream.ts';
import type { PeerObserver } from './peer-observer.ts';
import type { PeersOptions } from './peers-options.ts';
import type { Setting } from './settings.ts';
import { type DomainPair, domainOf } from './texts.ts';

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

/** Who is told what comes on streams of ours, and what becomes of them. */
export interface OpenedListener {
  settingOf(domain: string): Setting;
  /** The domains that send on the streams of this one. */
  ridersOf(domain: string): readonly string[];
  /** The number of a connection that begins. */
  nextConnection(): number;
  began(link: Link, domain: string): void;
  stanza(element: Element, text: string): void;
  /** The server under test has refused to go on with a stream that these send on. */
  failed(domains: readonly string[], condition: string, text: string): void;
  /** A stream that this one sends on is gone, and the harness has not ended it. */
  ended(domain: string, reason: string): void;
  /** Does the harness end it itself? */
  isEnding(link: Link): boolean;
}

/** Longest time until a stream to the server under test is open, in milliseconds. */
const openTimeoutMs = 5_000;

/** A stream that can be written to. */
interface Route {
  readonly write: (text: string) => void;
  readonly connection: number;
  /** Asks for a further pair of domains on it; left out: it takes none. @throws StreamRefused */
  readonly add?: (pair: DomainPair) => Promise<void>;
}

/** The streams that the harness opens to the server under test: one for each pair of domains, when there is something to send. */
export class OpenedStreams {
  readonly #options: Pick<PeersOptions, 'target' | 'targets' | 'identityFor'>;
  readonly #observer: PeerObserver;
  readonly #listener: OpenedListener;
  /** By pair, from the moment when they are begun. */
  readonly #routes = new Map<string, Promise<Route | undefined>>();
  /** Pairs whose stream the server under test has ended: nothing goes there until the next step. */
  readonly #broken = new Set<string>();

  constructor(
    options: Pick<PeersOptions, 'target' | 'targets' | 'identityFor'>,
    observer: PeerObserver,
    listener: OpenedListener,
  ) {
    this.#options = options;
    this.#observer = observer;
    this.#listener = listener;
  }

  /** Sends text for a domain of the harness, to a domain of the server under test; to another, or to none: to its first. */
  async send(from: string, text: string, to: string): Promise<void> {
    const { targets } = this.#options;
    const pair = { from, to: targets.includes(to) ? to : (targets[0] ?? '') };
    const key = keyOf(pair);
    if (this.#broken.has(key)) return;
    const route = await this.#routeFor(pair);
    if (!this.#broken.has(key)) route?.write(text);
  }

  /** A new step: streams that the server under test has ended may be opened anew. */
  renew(): void {
    this.#broken.clear();
  }

  /** The streams of a domain, or of all of them, are written to no more. */
  forget(domain?: string): void {
    for (const key of this.#routes.keys())
      if (domain === undefined || key.startsWith(`${domain} `)) this.#routes.delete(key);
  }

  /** What is for this pair goes there: a stream of the other side's, which it wants to be used in both directions. */
  use(pair: DomainPair, route: Pick<Route, 'write' | 'connection'>): void {
    this.#routes.set(keyOf(pair), Promise.resolve(route));
  }

  /** A connection is gone: whatever used it uses it no more. */
  drop(connection: number): void {
    for (const [key, route] of this.#routes)
      void route.then((one) => {
        if (one?.connection === connection) this.#routes.delete(key);
      });
  }

  /** Opens a stream with somebody's certificate and asks to be let in by it, offered or not. */
  async try({ pair, certificate }: StreamTrial): Promise<TrialOutcome> {
    try {
      const { opened, connection } = await this.#connect(pair, { by: 'external', certificate });
      this.use(pair, this.#routeOf(opened, connection, pair));
      return { outcome: 'accepted', detail: '' };
    } catch (error) {
      if (!(error instanceof StreamRefused)) throw error;
      return { outcome: error.isAnswer ? 'refused' : 'unreached', detail: error.message };
    }
  }

  /** Is the key that the server under test sent for this pair its own? Its server is asked. Source: XEP-0220 §2.2. */
  async verify(pair: DomainPair, streamId: string, key: string): Promise<boolean> {
    const own = { from: pair.to, to: pair.from };
    try {
      const stream = await this.#begin(own, `to verify a key of ${pair.from}`);
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

  /** Settles when the server under test has answered on a connection that was made after others were cut: it has noticed those by then. */
  async roundTrip(domain: string): Promise<void> {
    try {
      const pair = { from: domain, to: this.#options.targets[0] ?? '' };
      const stream = await this.#begin(pair, 'to see that it goes on');
      await stream.begin();
      await stream.link.close();
    } catch (error) {
      if (!(error instanceof StreamRefused)) throw error;
    }
  }

  /** One stream for each pair; what is sent while it is set up waits for it, in order. */
  #routeFor(pair: DomainPair): Promise<Route | undefined> {
    const key = keyOf(pair);
    const known = this.#routes.get(key);
    if (known) return known;
    const { rides } = this.#listener.settingOf(pair.from);
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

  async #ride(pair: DomainPair, on: string): Promise<Route> {
    const route = await this.#routeFor({ from: on, to: pair.to });
    if (!route?.add) throw new StreamRefused(`there is no stream of ${on} to send on`);
    await route.add(pair);
    return route;
  }

  /** A connection for one purpose of the harness's own. @throws StreamRefused */
  async #begin(pair: DomainPair, why: string): Promise<OpenedStream> {
    const { target, identityFor } = this.#options;
    const connection = this.#listener.nextConnection();
    this.#observer.connection(connection, pair.from, 'opened', why);
    const identity = await identityFor([pair.from], 'up');
    const options = { pair, place: target, identity, bidi: false, observer: this.#wireOf(connection) };
    return OpenedStream.connect(options, AbortSignal.timeout(openTimeoutMs));
  }

  async #connect(
    pair: DomainPair,
    { by, certificate = pair.from }: { by?: 'external'; certificate?: string },
  ): Promise<{ opened: OpenedStream; connection: number }> {
    const { target, identityFor } = this.#options;
    const listener = this.#listener;
    const connection = listener.nextConnection();
    const { bidi, condition, by: usually } = listener.settingOf(pair.from);
    const tell = (event: 'opened' | 'secured' | 'authenticated' | 'error', detail: string): void => {
      this.#observer.connection(connection, pair.from, event, detail);
    };
    tell('opened', `${pair.from} to ${pair.to}`);
    const signal = AbortSignal.timeout(openTimeoutMs);
    const opened = await OpenedStream.connect(
      {
        ...{ pair, place: target, bidi, observer: this.#wireOf(connection) },
        ...((by ?? usually) && { by: by ?? usually }),
        identity: await identityFor([certificate, ...listener.ridersOf(certificate)], condition),
        secured: (believed) => {
          tell('secured', believed ? 'its certificate is believed' : 'its certificate is not believed');
        },
      },
      signal,
    );
    listener.began(opened.link, pair.from);
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
      this.#observer.connection(connection, pair.from, 'closed', reason);
      if (!this.#listener.isEnding(opened.link)) for (const one of pairs) this.#break(one, reason);
    };
    opened.handOver({
      element: (element, text) => {
        if (element.namespace === ns.streams && element.name === 'error')
          this.#fail(pairs, connection, element, text);
        else if (element.namespace === ns.dialback)
          waiting.get(element.attributes['to'] ?? '')?.(element.attributes['type'] === 'valid');
        else this.#listener.stanza(element, text);
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
    const add = async (another: DomainPair): Promise<void> => {
      const isValid = new Promise<boolean>((resolve) => waiting.set(another.from, resolve));
      opened.link.write(opened.dialbackRequest(another));
      if (!(await isValid))
        throw new StreamRefused(`it does not take ${another.from} on the stream of ${pair.from}`);
      pairs.push(another);
      const detail = `${another.from} to ${another.to} by dialback`;
      this.#observer.connection(connection, another.from, 'authenticated', detail);
    };
    const write = (text: string): void => {
      opened.link.write(text);
    };
    return { connection, add, write };
  }

  #fail(pairs: readonly DomainPair[], connection: number, element: Element, text: string): void {
    const condition = conditionOf(element);
    for (const { from } of pairs) this.#observer.connection(connection, from, 'error', condition);
    for (const pair of pairs) this.#broken.add(keyOf(pair));
    const domains = new Set(pairs.map(({ from }) => from));
    this.#listener.failed([...domains], condition, text);
  }

  /** The stream for a pair is gone: who sends there hears of it once. */
  #break(pair: DomainPair, reason: string): void {
    const key = keyOf(pair);
    this.#routes.delete(key);
    if (this.#broken.has(key)) return;
    this.#broken.add(key);
    this.#listener.ended(pair.from, reason);
  }

  #wireOf(connection: number) {
    return {
      wire: (direction: 'sent' | 'received', peer: string, raw: string): void => {
        this.#observer.wire(connection, peer, direction, raw);
      },
    };
  }
}

function keyOf({ from, to }: DomainPair): string {
  return `${from} ${to}`;
}
