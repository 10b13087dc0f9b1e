import type { Socket } from 'node:net';
import { connect as connectTls, createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { type Element, ElementReader, type RootTag } from '#xml';
import { withPrefixes } from './texts.ts';
import { WireLog, type WireObserver } from './wire-log.ts';

/** Who is told what comes on a connection between servers. */
export interface LinkListener {
  /** A stream begins, or begins anew. */
  header(root: RootTag): void;
  element(element: Element, text: string): void;
  /** The other side ended its stream in good order. */
  ended(): void;
  /** The connection is gone, or what came on it is no XML: one sentence. Told once. */
  closed(reason: string): void;
  /** Which domain of the harness a header or an element is for; left out: the stream itself. */
  peerOf(what?: Pick<Element, 'attributes'>): string;
}

/** What one side of a connection shows of itself under TLS, and whom it believes. PEM. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
  readonly ca: string;
}

/** Longest wait for the other side's end of a stream when ours has ended, in milliseconds. */
const closeTimeoutMs = 300;

/** What the harness reads of a server is bounded only so that it cannot run out of memory. */
const limits = { maxBytes: 67_108_864, maxDepth: 20_000 };

/** One connection between servers, in whichever direction it was opened: elements in, text out, TLS under them in between. */
export class Link {
  #socket: Socket;
  readonly #log: WireLog;
  readonly #listener: LinkListener;
  #reader: ElementReader;
  #isOver = false;
  #end: () => void = () => undefined;
  readonly #ended = new Promise<void>((resolve) => {
    this.#end = resolve;
  });

  constructor(socket: Socket, observer: WireObserver, listener: LinkListener) {
    this.#socket = socket;
    this.#log = new WireLog(observer);
    this.#listener = listener;
    this.#reader = this.#newReader();
    this.#attach();
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Writes text as it stands. After the end of the connection it goes nowhere. */
  write(text: string): void {
    if (this.#isOver || !this.#socket.writable) return;
    this.#log.sent(text, this.#listener.peerOf());
    this.#socket.write(text);
  }

  /** The next that comes is the header of a new stream. */
  restart(): void {
    this.#reader = this.#newReader();
  }

  /** TLS from here on, as the side that was connected to. Gives whether the other shows a certificate that is believed. */
  async secureAsServer({ certificate, key, ca }: Identity): Promise<boolean> {
    const plain = this.#detach();
    const server = createTlsServer({
      cert: certificate,
      key,
      ca,
      requestCert: true,
      rejectUnauthorized: false,
    });
    const secure = new Promise<TLSSocket>((resolve, reject) => {
      server.once('secureConnection', resolve);
      server.once('tlsClientError', reject);
      plain.once('close', () => {
        reject(new Error('the connection was closed'));
      });
    });
    // Of a socket that is handed to a server, Node says whether its certificate is believed; of one that is wrapped it does not
    server.emit('connection', plain);
    return this.#secured(secure);
  }

  /** TLS from here on, as the side that has connected. Gives whether the other's certificate is believed for that name. */
  async secureAsClient({ certificate, key, ca }: Identity, servername: string): Promise<boolean> {
    const plain = this.#detach();
    const socket = connectTls({
      socket: plain,
      servername,
      cert: certificate,
      key,
      ca,
      rejectUnauthorized: false,
    });
    const secure = new Promise<TLSSocket>((resolve, reject) => {
      socket.once('secureConnect', () => {
        resolve(socket);
      });
      socket.once('error', reject);
      socket.once('close', () => {
        reject(new Error('the connection was closed'));
      });
    });
    return this.#secured(secure);
  }

  async #secured(secure: Promise<TLSSocket>): Promise<boolean> {
    try {
      const socket = await secure;
      this.#socket = socket;
      this.restart();
      this.#attach();
      return socket.authorized;
    } catch (error) {
      this.#over(`TLS: ${sentenceOf(error)}`);
      return false;
    }
  }

  /** Has what has arrived and become no element yet be told. */
  tellRest(): void {
    this.#log.flush(this.#listener.peerOf());
  }

  /** Ends the stream, and the connection when the other side has ended it too. `false`: it did not in time, and perhaps has not noticed. */
  async close(): Promise<boolean> {
    if (this.#isOver) return true;
    let isAnswered = true;
    this.write('</stream:stream>');
    const bound = setTimeout(() => {
      isAnswered = false;
      this.cut();
    }, closeTimeoutMs);
    await this.#ended;
    clearTimeout(bound);
    this.cut();
    return isAnswered;
  }

  /** Ends the connection, and no stream. */
  cut(): void {
    this.#socket.destroy();
    this.#over('it was cut');
  }

  #newReader(): ElementReader {
    const [listener, log] = [this.#listener, this.#log];
    let declared: ReadonlyMap<string, string> = new Map();
    return new ElementReader(
      {
        onRoot: (root, text) => {
          declared = root.prefixes;
          log.took(text, listener.peerOf(root));
          listener.header(root);
        },
        onElement: (element, text) => {
          log.took(text, listener.peerOf(element));
          listener.element(element, withPrefixes(text, declared));
        },
        onEnd: (text) => {
          log.took(text, listener.peerOf());
          this.#end();
          listener.ended();
        },
      },
      limits,
    );
  }

  #attach(): void {
    this.#socket.on('data', this.#onData).on('error', this.#onError).on('close', this.#onClose);
  }

  #detach(): Socket {
    const socket = this.#socket;
    socket.off('data', this.#onData).off('close', this.#onClose);
    return socket;
  }

  readonly #onData = (bytes: Buffer): void => {
    this.#log.arrived(bytes);
    try {
      this.#reader.read(bytes);
    } catch (error) {
      this.#socket.destroy();
      this.#over(`what came cannot be read: ${sentenceOf(error)}`);
    }
  };
  readonly #onError = (error: Error): void => {
    this.#over(error.message);
  };
  readonly #onClose = (): void => {
    this.#over('the connection was closed');
  };

  #over(reason: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#log.flush(this.#listener.peerOf());
    this.#end();
    this.#listener.closed(reason);
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
