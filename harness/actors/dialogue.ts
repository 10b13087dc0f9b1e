import type { Duplex } from 'node:stream';
import { type Element, ElementReader } from '#xml';
import { type Arrival, SessionError } from './actor.ts';
import { ns } from './namespaces.ts';

/** Who listens to a stream once its negotiation is over. */
export interface StreamListener {
  arrived(arrival: Arrival): void;
  /** Nothing more arrives; one sentence why. */
  ended(reason: string): void;
}

/** The part of a stream in which one side speaks and then waits for the other: negotiation. */
export class Dialogue {
  readonly #socket: Duplex;
  readonly #domain: string;
  readonly #lang: string | undefined;
  readonly #signal: AbortSignal;
  #reader = this.#newReader();
  #listener: StreamListener | undefined;
  #arrived: Arrival[] = [];
  #failure: SessionError | undefined;
  #wake: () => void = () => undefined;

  /** Nobody else may read from `socket` until `release`; `signal` ends every wait; `lang` is the stream's language. */
  constructor(socket: Duplex, domain: string, signal: AbortSignal, lang?: string) {
    this.#socket = socket;
    this.#domain = domain;
    this.#lang = lang;
    this.#signal = signal;
    socket.on('data', this.#onData).on('error', this.#onError).on('close', this.#onClose);
    signal.addEventListener('abort', this.#onAbort);
  }

  /** Opens the stream, or opens it anew, and gives the server's features. */
  open(): Promise<Element> {
    this.#reader = this.#newReader();
    const namespaces = `xmlns='${ns.client}' xmlns:stream='${ns.streams}'`;
    const lang = this.#lang === undefined ? '' : ` xml:lang='${this.#lang}'`;
    return this.ask(
      `<?xml version='1.0'?><stream:stream ${namespaces} to='${this.#domain}' version='1.0'${lang}>`,
    );
  }

  /**
   * Says something and gives the element that comes next.
   *
   * @throws SessionError when the stream ends instead.
   */
  async ask(text: string): Promise<Element> {
    this.#socket.write(text);
    for (;;) {
      const next = this.#arrived.shift();
      if (next) return next.element;
      if (this.#failure) throw this.#failure;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Negotiation is over: all that arrives is `listener`'s, beginning with what nobody asked for yet. */
  handOver(listener: StreamListener): void {
    this.#signal.removeEventListener('abort', this.#onAbort);
    this.#listener = listener;
    for (const arrival of this.#arrived.splice(0)) listener.arrived(arrival);
    if (this.#failure) listener.ended(this.#failure.message);
  }

  /** Reads no more: the socket is somebody else's from here. */
  release(): void {
    this.#socket.off('data', this.#onData).off('error', this.#onError).off('close', this.#onClose);
    this.#signal.removeEventListener('abort', this.#onAbort);
  }

  #newReader(): ElementReader {
    return new ElementReader({
      onRoot: () => undefined,
      onElement: (element, text) => {
        if (this.#listener) this.#listener.arrived({ element, text });
        else this.#arrived.push({ element, text });
        this.#wake();
      },
      onEnd: () => {
        this.#fail('the server ended the stream');
      },
    });
  }

  #fail(reason: string): void {
    if (this.#failure) return;
    this.#failure = new SessionError(reason);
    this.#listener?.ended(reason);
    this.#wake();
  }

  readonly #onData = (bytes: Buffer): void => {
    if (this.#failure) return;
    try {
      this.#reader.read(bytes);
    } catch (error) {
      this.#fail(`received what is not XML: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  readonly #onError = (error: Error): void => {
    this.#fail(`the connection failed: ${error.message}`);
  };
  readonly #onClose = (): void => {
    this.#fail('the server closed the connection');
  };
  readonly #onAbort = (): void => {
    this.#fail('the server did not answer in time');
  };
}
