import { once } from 'node:events';
import { connect } from 'node:net';
import { childElements, childOf, type Element, type RootTag, textOf } from '#xml';
import { dialbackKey } from './dialback.ts';
import { type Identity, Link } from './link.ts';
import { ns } from './namespaces.ts';
import { type DomainPair, headerText } from './texts.ts';
import type { WireObserver } from './wire-log.ts';

/** What comes on a stream of ours once it is open. */
export interface OpenedListener {
  element(element: Element, text: string): void;
  ended(): void;
  closed(reason: string): void;
  peerOf(what?: Pick<Element, 'attributes'>): string;
}

/** How a stream is opened. */
export interface OpenOptions {
  readonly pair: DomainPair;
  readonly place: { readonly host: string; readonly port: number };
  readonly identity: Identity;
  readonly bidi: boolean;
  /** `external`: a certificate shows who we are; `dialback`: the domain's own server is asked. Left out: what is offered. */
  readonly by?: 'external' | 'dialback';
  readonly observer: WireObserver;
  /** Told once TLS is there: is the other's certificate believed? */
  readonly secured?: (believed: boolean) => void;
}

/** The other server did not take a stream of ours: its answer in one sentence. */
export class StreamRefused extends Error {
  override readonly name = 'StreamRefused';
  /** Did it say so, or end the connection that it had taken? Else nobody knows. */
  readonly isAnswer: boolean;

  constructor(message: string, isAnswer = true) {
    super(message);
    this.isAnswer = isAnswer;
  }
}

/**
 * A stream to the server under test: opened, under TLS where that is offered, and not yet anybody's.
 *
 * Source: RFC 6120 §4.2, §5; XEP-0178 §3; XEP-0220 §2.
 */
export class OpenedStream {
  readonly #options: OpenOptions;
  readonly #arrived: (RootTag | Element)[] = [];
  readonly #link: Link;
  #listener: OpenedListener | undefined;
  #failure: StreamRefused | undefined;
  #wake: () => void = () => undefined;
  #id = '';

  private constructor(options: OpenOptions, link: (stream: OpenedStream) => Link) {
    this.#options = options;
    this.#link = link(this);
  }

  /** @throws StreamRefused when it cannot be connected to, or TLS cannot be had. */
  static async connect(options: OpenOptions, signal: AbortSignal): Promise<OpenedStream> {
    const socket = connect({ ...options.place, noDelay: true });
    socket.on('error', () => undefined);
    await once(socket, 'connect', { signal }).catch((error: unknown) => {
      throw new StreamRefused(`it cannot be connected to: ${String(error)}`, false);
    });
    const stream = new OpenedStream(
      options,
      (one) =>
        new Link(socket, options.observer, {
          header: (root) => {
            one.#take(root);
          },
          element: (element, text) => {
            one.#take(element, text);
          },
          ended: () => {
            one.#fail('it ended the stream', true);
          },
          closed: (reason) => {
            one.#fail(reason, false);
          },
          peerOf: (what) => one.#listener?.peerOf(what) ?? options.pair.from,
        }),
    );
    signal.addEventListener('abort', () => {
      if (stream.#listener !== undefined) return;
      stream.#failure ??= new StreamRefused('it did not answer in time', false);
      stream.#link.cut();
    });
    return stream;
  }

  get link(): Link {
    return this.#link;
  }

  /** The id that the other side gave the stream. */
  get id(): string {
    return this.#id;
  }

  /** Opens the stream, under TLS where that is offered. Gives what it offers then. @throws StreamRefused */
  async negotiate(): Promise<Element> {
    const { pair, identity, secured } = this.#options;
    const features = await this.begin();
    if (!childOf(features, ns.tls, 'starttls')) return features;
    const answer = await this.ask(`<starttls xmlns='${ns.tls}'/>`);
    if (answer.name !== 'proceed') throw new StreamRefused('it refuses STARTTLS');
    const believed = await this.#link.secureAsClient(identity, pair.to);
    if (this.#failure) throw this.#failure;
    secured?.(believed);
    return this.begin();
  }

  /**
   * Shows who we are. What is not offered is tried where it is asked for.
   *
   * @throws StreamRefused with what the other side said.
   */
  async authenticate(features: Element): Promise<void> {
    const { pair, bidi, by } = this.#options;
    const external = by === 'external' || (by === undefined && offersExternal(features));
    if (bidi) this.#link.write(`<bidi xmlns='${ns.bidi}'/>`);
    if (!external) {
      await this.addPair(pair);
      return;
    }
    const authzid = Buffer.from(pair.from).toString('base64');
    const answer = await this.ask(`<auth xmlns='${ns.sasl}' mechanism='EXTERNAL'>${authzid}</auth>`);
    if (answer.name !== 'success') throw refused(answer);
    await this.begin();
  }

  /** Asks for a pair of domains by dialback, while nobody else reads. @throws StreamRefused */
  async addPair(pair: DomainPair): Promise<void> {
    const answer = await this.ask(this.dialbackRequest(pair));
    if (answer.name !== 'result' || answer.attributes['type'] !== 'valid') throw refused(answer);
  }

  dialbackRequest({ from, to }: DomainPair): string {
    return `<db:result from='${from}' to='${to}'>${dialbackKey({ from, to }, this.#id)}</db:result>`;
  }

  /** Opens the stream anew, and gives what it offers. @throws StreamRefused */
  async begin(): Promise<Element> {
    this.#link.restart();
    this.#link.write(headerText(this.#options.pair));
    const header = await this.#next();
    this.#id = header.attributes['id'] ?? '';
    return this.#nextElement();
  }

  /** Says something and gives the element that comes next. @throws StreamRefused */
  async ask(text: string): Promise<Element> {
    this.#link.write(text);
    return this.#nextElement();
  }

  /** All that comes from now on is for the listener. */
  handOver(listener: OpenedListener): void {
    this.#listener = listener;
    if (this.#failure) listener.closed(this.#failure.message);
  }

  async #nextElement(): Promise<Element> {
    const next = await this.#next();
    if (!('children' in next)) throw new StreamRefused('a stream began in the middle of another');
    if (next.namespace === ns.streams && next.name === 'error') throw refused(next);
    return next;
  }

  async #next(): Promise<RootTag | Element> {
    for (;;) {
      const next = this.#arrived.shift();
      if (next) return next;
      if (this.#failure) throw this.#failure;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #take(what: RootTag | Element, text = ''): void {
    if (this.#listener && 'children' in what) this.#listener.element(what, text);
    else this.#arrived.push(what);
    this.#wake();
  }

  #fail(reason: string, inGoodOrder: boolean): void {
    if (inGoodOrder) this.#listener?.ended();
    else this.#listener?.closed(reason);
    this.#failure ??= new StreamRefused(reason);
    this.#wake();
  }
}

function offersExternal(features: Element): boolean {
  const mechanisms = childOf(features, ns.sasl, 'mechanisms');
  return mechanisms !== undefined && childElements(mechanisms).some((one) => textOf(one) === 'EXTERNAL');
}

/** `not-authorized`, `invalid-from`, `invalid`: what an answer says. */
function refused(answer: Element): StreamRefused {
  const error = childOf(answer, answer.namespace, 'error') ?? answer;
  const condition = childElements(error).find(({ name }) => name !== 'text' && name !== 'error');
  return new StreamRefused(condition?.name ?? answer.attributes['type'] ?? answer.name);
}
