import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { ElementReader } from '#xml';
import { StreamError, serializeStreamError, streamErrorFor } from '../stream-error.ts';
import type { Channel, ChannelListener, ChannelOptions } from './channel.ts';
import { Deadline } from './deadline.ts';
import { writeHeader } from './header.ts';
import { Output } from './output.ts';
import { secureSocket } from './starttls.ts';
import { newStreamId } from './stream-id.ts';

/**
 * One connection over TCP, from the first byte to the last: bytes into elements, texts into few writes, and an end after
 * which nothing is heard. It owns its socket.
 *
 * Source: RFC 6120 §4.
 */
export class TcpChannel implements Channel {
  readonly #options: ChannelOptions;
  readonly #listener: ChannelListener;
  readonly #output: Output;
  readonly #deadline = new Deadline();
  #socket: Socket;
  #reader: ElementReader;
  /** Our side of the current stream is open. */
  #isOpen = false;
  #settled = false;
  #ended = false;
  /** What is sent before TLS starts, when the elements that were read are through. */
  #proceed: string | undefined;
  /** A handshake is under way: nothing can be written. */
  #isSecuring = false;

  constructor(socket: Socket, options: ChannelOptions, listener: ChannelListener) {
    const { limits } = options;
    this.#options = options;
    this.#listener = listener;
    this.#socket = socket;
    this.#reader = this.#newReader(limits.maxBytesBeforeLogin);
    this.#output = new Output(socket, limits.maxUnread, () => {
      // Not at once: whoever is sending may be in the middle of something
      queueMicrotask(() => {
        this.close(new StreamError('resource-constraint'));
      });
    });
    this.#listen(socket);
    this.#endAfter(limits.negotiationTimeoutMs);
  }

  get encrypted(): boolean {
    return this.#socket instanceof TLSSocket;
  }

  openStream(domain: string): void {
    this.#isOpen = true;
    this.send(this.#header(domain));
  }

  /** Characters or bytes that were sent and that the peer's connection has not yet taken. */
  get unsent(): number {
    return this.#output.length;
  }

  send(text: string): void {
    if (!this.#ended && !this.#isSecuring) this.#output.send(text);
  }

  startTls(proceed: string): void {
    this.#proceed = proceed;
    this.#reader.stop();
  }

  restart(): void {
    this.#isOpen = false;
    this.#reader.stop();
    this.#reader = this.#newReader(this.#options.limits.maxStanzaBytes);
  }

  settle(): void {
    this.#settled = true;
    this.#reader.allowBytes(this.#options.limits.maxStanzaBytes);
    this.#endAfter(this.#options.limits.silenceTimeoutMs);
  }

  close(error?: StreamError): void {
    if (this.#ended) return;
    this.#output.flush();
    const header = this.#isOpen ? '' : this.#header(undefined);
    const farewell = error === undefined ? '' : serializeStreamError(error);
    if (this.#socket.writable && !this.#isSecuring)
      this.#socket.write(`${header}${farewell}</stream:stream>`);
    this.#end(error);
  }

  #header(domain: string | undefined): string {
    return this.#options.header?.(domain) ?? writeHeader(newStreamId(), domain);
  }

  #listen(socket: Socket): void {
    socket.setNoDelay(true);
    socket.on('data', this.#onData);
    socket.on('end', this.#onLost);
    socket.on('close', this.#onLost);
    socket.on('error', this.#onError);
  }

  readonly #onData = (bytes: Buffer): void => {
    if (this.#ended) return;
    if (this.#settled) this.#deadline.putOff();
    try {
      const unread = this.#read(bytes);
      if (this.#proceed !== undefined) this.#secure(this.#proceed, unread);
    } catch (error) {
      this.#fail(error);
    }
  };

  readonly #onLost = (): void => {
    this.#end(new Error('the connection ended before the stream'));
    if (this.#socket.destroyed) this.#deadline.clear();
  };

  readonly #onError = (error: Error): void => {
    this.#end(error);
  };

  /** Gives the bytes that are not for the current stream: all that follow the request for TLS, or the end. */
  #read(bytes: Uint8Array): Uint8Array {
    let unread = bytes;
    while (unread.length > 0 && !this.#ended && this.#proceed === undefined)
      unread = this.#reader.read(unread);
    return unread;
  }

  #secure(proceed: string, unread: Uint8Array): void {
    this.#proceed = undefined;
    if (unread.length > 0)
      throw new StreamError('policy-violation', 'data in clear after the request for TLS');
    const { tls, secure } = this.#options;
    this.send(proceed);
    const inClear = this.#socket;
    this.#output.flush();
    inClear.off('data', this.#onData).off('end', this.#onLost).off('close', this.#onLost);
    if (secure !== undefined) this.#awaitTls(secure(inClear));
    else if (tls !== undefined) this.#goOnWith(secureSocket(inClear, tls));
    else throw new Error('no identity to start TLS with');
  }

  #awaitTls(handshake: Promise<TLSSocket>): void {
    this.#isSecuring = true;
    handshake.then(
      (secured) => {
        this.#isSecuring = false;
        if (this.#ended) {
          secured.destroy();
          return;
        }
        this.#goOnWith(secured);
        this.#listener.onSecured?.();
      },
      (error: unknown) => {
        this.#end(error instanceof Error ? error : new Error(String(error)));
        this.#socket.destroy();
      },
    );
  }

  #goOnWith(secured: TLSSocket): void {
    this.#socket = secured;
    this.#output.moveTo(secured);
    this.#isOpen = false;
    this.#reader = this.#newReader(this.#options.limits.maxBytesBeforeLogin);
    this.#listen(secured);
  }

  #newReader(maxBytes: number): ElementReader {
    const { maxDepth } = this.#options.limits;
    return new ElementReader(
      {
        onRoot: (root) => {
          this.#listener.onOpened(root);
        },
        onElement: (element) => {
          this.#listener.onElement(element);
        },
        onEnd: () => {
          this.close();
        },
      },
      { maxBytes, maxDepth },
    );
  }

  #fail(error: unknown): void {
    const streamError = streamErrorFor(error);
    if (error instanceof Error && !(error instanceof StreamError)) streamError.cause = error;
    this.close(streamError);
  }

  #endAfter(ms: number): void {
    this.#deadline.set(ms, () => {
      this.close(new StreamError('connection-timeout'));
    });
  }

  /** Stops listening to the peer, waits until it has read what was sent, but not for long. */
  #end(reason?: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#reader.stop();
    if (this.#isSecuring) this.#socket.destroy();
    else this.#socket.end();
    this.#deadline.set(this.#options.limits.closeTimeoutMs, () => this.#socket.destroy());
    this.#listener.onClosed(reason);
  }
}
