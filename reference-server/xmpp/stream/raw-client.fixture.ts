import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { ScramClient } from '../sasl/scram-client.fixture.ts';
import { HeardText } from './heard-text.fixture.ts';

/** A client that sends what it is told to, well-formed or not, and reads text. */
export class RawClient {
  #socket: Socket;
  /** The connection under TLS. */
  #wire: Socket | undefined;
  readonly #heard: HeardText;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#heard = new HeardText(socket);
  }

  /** `localAddress`: from another of this machine's addresses than the usual one. */
  static async connect(port: number, localAddress?: string): Promise<RawClient> {
    const socket = connect({ port, host: '127.0.0.1', ...(localAddress !== undefined && { localAddress }) });
    await once(socket, 'connect');
    return new RawClient(socket);
  }

  /** Over TLS from the first byte. */
  static async connectTls(port: number, ca: string): Promise<RawClient> {
    const socket = connectTls({ port, host: '127.0.0.1', ca, servername: 'a.test' });
    await once(socket, 'secureConnect');
    return new RawClient(socket);
  }

  send(bytes: string | Buffer): void {
    this.#socket.write(bytes);
  }

  /** Sends past TLS, as someone on the way could. */
  sendPastTls(bytes: string): void {
    this.#wire?.write(bytes);
  }

  /** Reads up to and with `end`, and gives what it read. Fails when the connection ends before. */
  until(end: string): Promise<string> {
    return this.#heard.until(end);
  }

  /** Reads to the end of the connection, and closes it. */
  async untilEnd(): Promise<string> {
    const left = await this.#heard.untilEnd();
    this.#socket.end();
    return left;
  }

  /** Stops reading what the server sends. */
  pause(): void {
    this.#socket.pause();
  }

  /** Is gone, whatever was under way. */
  drop(): void {
    this.#socket.destroy();
    this.#wire?.destroy();
  }

  /** Breaks the connection off. */
  async reset(): Promise<void> {
    this.#socket.resetAndDestroy();
    await once(this.#socket, 'close');
  }

  async open(domain = 'a.test'): Promise<string> {
    this.send(
      `<?xml version='1.0'?><stream:stream to='${domain}' version='1.0' xmlns='jabber:client' ` +
        "xmlns:stream='http://etherx.jabber.org/streams'>",
    );
    return this.until('</stream:features>');
  }

  async startTls(ca: string): Promise<void> {
    await this.open();
    this.send("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    await this.until("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    this.#wire = this.#socket;
    const secured = connectTls({ socket: passageTo(this.#wire), ca, servername: 'a.test' });
    await once(secured, 'secureConnect');
    this.#socket = secured;
    this.#heard.moveTo(secured);
  }

  /** Logs in by SCRAM-SHA-256, up to the server's last word. */
  async logIn(user: string, password: string): Promise<string> {
    const scram = new ScramClient('sha256', user, password);
    this.send(
      `<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-256'>${base64(scram.first())}</auth>`,
    );
    const challenge = contentOf(await this.until('</challenge>'));
    this.send(
      `<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(scram.final(challenge))}</response>`,
    );
    const answer = await this.until('>');
    if (answer.startsWith('<failure')) return answer + (await this.until('</failure>'));
    const proof = contentOf(answer + (await this.until('</success>')));
    if (!scram.isServerProved(proof)) throw new Error('the server did not prove that it knows the password');
    return 'success';
  }

  async bind(resource: string, domain?: string): Promise<string> {
    await this.open(domain);
    const wanted = `<resource>${resource}</resource>`;
    this.send(`<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>${wanted}</bind></iq>`);
    return this.until('</iq>');
  }
}

/** A stream through which TLS uses `socket`, which others can still write to. */
function passageTo(socket: Socket): Duplex {
  const passage = new Duplex({
    read: () => undefined,
    write: (bytes: Buffer, _encoding, done) => socket.write(bytes, done),
    final: (done) => socket.end(done),
  });
  socket.removeAllListeners();
  socket.on('data', (bytes) => passage.push(bytes));
  socket.on('end', () => passage.push(null));
  socket.on('error', (error) => passage.destroy(error));
  return passage;
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function contentOf(element: string): string {
  const [, content = ''] = />([^<]*)<\//.exec(element) ?? [];
  return Buffer.from(content, 'base64').toString();
}
