import { once } from 'node:events';
import { type ClientOptions, WebSocket } from 'ws';
import { ScramClient } from '../sasl/scram-client.fixture.ts';

/** A client over WebSocket that sends what it is told to, and reads message by message. */
export class WebSocketClient {
  readonly #webSocket: WebSocket;
  readonly #messages: string[] = [];
  readonly #ended: Promise<number>;
  #isOver = false;
  #wake: () => void = () => undefined;

  private constructor(webSocket: WebSocket) {
    this.#webSocket = webSocket;
    webSocket.on('message', (data: Buffer) => {
      this.#messages.push(data.toString());
      this.#wake();
    });
    webSocket.on('error', () => undefined);
    this.#ended = new Promise((resolve) => {
      webSocket.on('close', (code) => {
        this.#isOver = true;
        this.#wake();
        resolve(code);
      });
    });
  }

  /** @throws Error with the status of the answer when the server wants no WebSocket. */
  static async connect(url: string, options: ClientOptions = {}): Promise<WebSocketClient> {
    const webSocket = new WebSocket(url, 'xmpp', options);
    const client = new WebSocketClient(webSocket);
    await once(webSocket, 'open');
    return client;
  }

  get protocol(): string {
    return this.#webSocket.protocol;
  }

  send(message: string | Buffer): void {
    this.#webSocket.send(message);
  }

  /** A part of a message that goes on. */
  sendPart(text: string): void {
    this.#webSocket.send(text, { fin: false });
  }

  async ping(): Promise<void> {
    const answered = once(this.#webSocket, 'pong');
    this.#webSocket.ping();
    await Promise.race([answered, this.#ended]);
  }

  /** Stops reading what the server sends. */
  pause(): void {
    this.#webSocket.pause();
  }

  /** The next message; fails when the connection ends first. */
  async next(): Promise<string> {
    for (;;) {
      const message = this.#messages.shift();
      if (message !== undefined) return message;
      if (this.#isOver) throw new Error('the connection ended');
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** What comes up to the end, and the status that it ends with. */
  async untilEnd(): Promise<{ readonly messages: readonly string[]; readonly code: number }> {
    const code = await this.#ended;
    return { messages: this.#messages, code };
  }

  close(): void {
    this.#webSocket.close();
  }

  drop(): void {
    this.#webSocket.terminate();
  }

  /** Opens a stream; gives the server's opening and its features. */
  async open(to = 'a.test'): Promise<readonly [string, string]> {
    this.send(`<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='${to}' version='1.0'/>`);
    return [await this.next(), await this.next()];
  }

  /** Logs in by SCRAM-SHA-256, up to the server's last word. */
  async logIn(user: string, password: string): Promise<string> {
    const scram = new ScramClient('sha256', user, password);
    this.send(
      `<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-256'>${base64(scram.first())}</auth>`,
    );
    const challenge = contentOf(await this.next());
    this.send(
      `<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(scram.final(challenge))}</response>`,
    );
    return this.next();
  }

  async bind(resource: string): Promise<string> {
    const wanted = `<resource>${resource}</resource>`;
    this.send(
      `<iq xmlns='jabber:client' type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>${wanted}</bind></iq>`,
    );
    return this.next();
  }

  /** From the opening to the address. */
  async session(user: string, password: string, resource: string): Promise<string> {
    await this.open();
    await this.logIn(user, password);
    await this.open();
    return this.bind(resource);
  }
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function contentOf(element: string): string {
  const [, content = ''] = />([^<]*)<\//.exec(element) ?? [];
  return Buffer.from(content, 'base64').toString();
}
