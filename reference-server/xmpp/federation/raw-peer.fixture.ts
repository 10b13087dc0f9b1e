import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { HeardText } from '../stream/heard-text.fixture.ts';
import type { PeerTls } from './peer-tls.ts';

/** One side of a stream between servers that sends what it is told to, and reads text. */
export class RawPeer {
  #socket: Socket;
  readonly #heard: HeardText;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.#heard = new HeardText(socket, 'close');
  }

  static async connect(port: number): Promise<RawPeer> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new RawPeer(socket);
  }

  send(text: string): void {
    this.#socket.write(text);
  }

  /** Opens a stream, and gives the features that are offered. */
  async open(from: string | undefined, to = 'a.test'): Promise<string> {
    this.send(peerHeader({ from, to }));
    return this.until('</stream:features>');
  }

  /** With a certificate, or none. */
  async startTls(from: string, tls?: PeerTls, to = 'a.test'): Promise<string> {
    await this.open(from, to);
    this.send("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    await this.until("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    const inClear = this.#socket.removeAllListeners();
    const certificate = tls && { cert: tls.cert, key: tls.key };
    this.#socket = connectTls({ socket: inClear, ...certificate, rejectUnauthorized: false });
    await once(this.#socket, 'secureConnect');
    this.#heard.moveTo(this.#socket);
    return this.open(from, to);
  }

  /** Proves its domain by certificate. */
  async logIn(from: string, tls: PeerTls, to = 'a.test'): Promise<string> {
    await this.startTls(from, tls, to);
    this.send(externalRequest(from));
    await this.until("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
    return this.open(from, to);
  }

  /** Reads up to and with `end`, and gives what it read. Fails when the connection ends before. */
  until(end: string): Promise<string> {
    return this.#heard.until(end);
  }

  /** All that comes until the other side ends. */
  untilEnd(): Promise<string> {
    return this.#heard.untilEnd();
  }

  /** Reads nothing more. */
  pause(): void {
    this.#socket.pause();
  }

  drop(): void {
    this.#socket.destroy();
  }
}

/** `id`: it answers a header. */
export function peerHeader({ from, to, id }: { from: string | undefined; to?: string; id?: string }): string {
  const attributes = Object.entries({ from, to, id }).flatMap(([name, value]) =>
    value === undefined ? [] : [` ${name}='${value}'`],
  );
  return (
    "<?xml version='1.0'?><stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams' " +
    `xmlns:db='jabber:server:dialback'${attributes.join('')} version='1.0'>`
  );
}

export function externalRequest(authzid: string, mechanism = 'EXTERNAL'): string {
  const text = authzid === '=' ? '=' : Buffer.from(authzid).toString('base64');
  return `<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='${mechanism}'>${text}</auth>`;
}
