import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { RawData, WebSocket } from 'ws';
import type { Element } from '#xml';
import { StreamError, serializeStreamError, streamErrorFor } from '../stream-error.ts';
import type { Channel, ChannelListener } from './channel.ts';
import { Deadline } from './deadline.ts';
import { closeText, frameText, isFraming, openText, readFrame, rootOf } from './framing.ts';
import { newStreamId } from './stream-id.ts';
import type { StreamLimits } from './stream-limits.ts';

/** A WebSocket whose handshake is done, and the connection under it. */
export interface WebSocketConnection {
  readonly webSocket: WebSocket;
  readonly socket: Socket;
}

/** WebSocket status codes that end a connection. Source: RFC 6455 §7.4.1. */
const status = { normal: 1000, unsupportedData: 1003 } as const;

/**
 * One connection over a WebSocket: each message one element, no TLS of its own, and an end after which nothing is heard.
 * It owns its connection.
 *
 * Source: RFC 7395.
 */
export class WebSocketChannel implements Channel {
  readonly #connection: WebSocketConnection;
  readonly #limits: StreamLimits;
  readonly #listener: ChannelListener;
  readonly #deadline = new Deadline();
  /** Our side of the current stream is open. */
  #isOpen = false;
  /** The peer has to open a stream, the first one or a new one. */
  #awaitsOpen = true;
  #maxBytes: number;
  /** Bytes since the last message of a client that has not logged in. */
  #bytesUnframed = 0;
  #settled = false;
  #ended = false;
  /** What was sent in this turn of the event loop is held back until its end. */
  #corked = false;

  constructor(connection: WebSocketConnection, limits: StreamLimits, listener: ChannelListener) {
    this.#connection = connection;
    this.#limits = limits;
    this.#listener = listener;
    this.#maxBytes = limits.maxBytesBeforeLogin;
    const { webSocket, socket } = connection;
    socket.setNoDelay(true);
    socket.on('data', this.#onData);
    webSocket.on('message', this.#onMessage);
    webSocket.on('ping', this.#onPing).on('pong', this.#onSign);
    webSocket.on('close', this.#onLost);
    webSocket.on('error', this.#onError);
    webSocket.resume();
    this.#endAfter(limits.negotiationTimeoutMs);
  }

  get encrypted(): boolean {
    return this.#connection.socket instanceof TLSSocket;
  }

  openStream(domain: string): void {
    this.#isOpen = true;
    this.#write(openText(newStreamId(), domain));
  }

  send(text: string): void {
    if (!this.#ended) this.#write(frameText(text));
  }

  /** RFC 7395 §3.9: there is none; whoever asks was refused before. */
  startTls(): void {
    throw new StreamError('unsupported-feature');
  }

  restart(): void {
    this.#isOpen = false;
    this.#awaitsOpen = true;
    this.#maxBytes = this.#limits.maxStanzaBytes;
    this.#connection.socket.off('data', this.#onData);
  }

  settle(): void {
    this.#settled = true;
    this.#endAfter(this.#limits.silenceTimeoutMs);
  }

  close(error?: StreamError): void {
    this.#close(status.normal, error);
  }

  #close(code: number, error?: StreamError): void {
    if (this.#ended) return;
    // RFC 7395 §3.5: an error stands in a stream, even one that was never opened
    if (!this.#isOpen) this.#write(openText(newStreamId(), undefined));
    if (error !== undefined) this.#write(frameText(serializeStreamError(error)));
    this.#write(closeText);
    this.#end(code, error);
  }

  /** A message counts when it is whole; before login nobody's half ones are waited for at length. */
  readonly #onData = (bytes: Buffer): void => {
    this.#bytesUnframed += bytes.length;
    if (this.#bytesUnframed > 2 * this.#maxBytes) this.#connection.webSocket.terminate();
  };

  readonly #onMessage = (data: RawData, isBinary: boolean): void => {
    if (this.#ended) return;
    this.#bytesUnframed = 0;
    this.#onSign();
    try {
      if (isBinary) this.#close(status.unsupportedData, new StreamError('bad-format', 'send text'));
      else
        this.#take(readFrame(bytesOf(data), { maxBytes: this.#maxBytes, maxDepth: this.#limits.maxDepth }));
    } catch (error) {
      this.#fail(error);
    }
  };

  /** The peer lives. */
  readonly #onSign = (): void => {
    if (this.#settled && !this.#ended) this.#deadline.putOff();
  };

  /** It was answered already: a peer that asks and never reads is cut off like any other. */
  readonly #onPing = (): void => {
    this.#onSign();
    this.#endIfUnread();
  };

  readonly #onLost = (): void => {
    this.#end(status.normal, new Error('the connection ended before the stream'));
    this.#deadline.clear();
  };

  readonly #onError = (error: Error): void => {
    this.#end(status.normal, error);
  };

  #take(element: Element): void {
    if (isFraming(element, 'close')) {
      this.close();
    } else if (!this.#awaitsOpen) {
      this.#listener.onElement(element);
    } else if (isFraming(element, 'open')) {
      this.#awaitsOpen = false;
      this.#listener.onOpened(rootOf(element));
    } else {
      throw new StreamError('bad-format', 'a stream begins with its opening');
    }
  }

  #write(text: string): void {
    const { webSocket } = this.#connection;
    if (!this.#corked) this.#cork();
    webSocket.send(text);
    this.#endIfUnread();
  }

  /** All that is sent in one turn of the event loop goes out together: see `Output`. */
  #cork(): void {
    const { socket } = this.#connection;
    this.#corked = true;
    socket.cork();
    setImmediate(() => {
      this.#corked = false;
      socket.uncork();
    });
  }

  /** A peer that does not read is not told why it ends: it would not read that either. */
  #endIfUnread(): void {
    const { webSocket, socket } = this.#connection;
    if (socket.writableLength > this.#limits.maxUnread) webSocket.terminate();
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
  #end(code: number, reason?: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    const { webSocket } = this.#connection;
    webSocket.close(code);
    this.#deadline.set(this.#limits.closeTimeoutMs, () => {
      webSocket.terminate();
    });
    this.#listener.onClosed(reason);
  }
}

/** One piece of bytes, as this channel's WebSocket gives a message. */
function bytesOf(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}
