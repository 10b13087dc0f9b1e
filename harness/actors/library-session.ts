import type { Element } from '#xml';
import { type Actor, type Observer, SessionError } from './actor.ts';
import { Wire } from './wire.ts';

/** How a connection of the library is begun and watched. */
export interface SessionOptions {
  readonly service: string;
  readonly domain: string;
  /** The language that the stream asks for. */
  readonly lang?: string | undefined;
  /** Each message is one element, as over WebSocket; left out: bytes of one stream. */
  readonly framed?: boolean;
  readonly observer: Observer;
  readonly signal: AbortSignal;
  /** Finds the JID in the element that ends the negotiation; left out: in the answer to a bind request. */
  readonly readBinding?: (element: Element) => string | undefined;
}

/** Longest wait for the server's end of the stream when ours has ended, in milliseconds. */
const closeTimeoutMs = 500;

/**
 * Begins a connection of xmpp.js and makes an actor of it.
 *
 * @throws SessionError when the server refuses it.
 */
export async function librarySession(
  name: string,
  connection: XmppConnection,
  options: SessionOptions,
): Promise<Actor> {
  const wire = new Wire(options.observer, options.readBinding);
  let reason = 'the connection was closed';
  connection.timeout = closeTimeoutMs;
  connection.reconnect.stop();
  connection.on('error', (error: unknown) => {
    reason = sentence(error);
  });
  const closed = new Promise<void>((resolve) => {
    connection.once('disconnect', () => {
      wire.closed(reason);
      resolve();
    });
  });
  tap(connection, wire, options.framed ?? false);
  await online(connection, options);
  return {
    name,
    jid: wire.jid ?? options.domain,
    closed,
    send: (text) => {
      connection.write(text).catch((error: unknown) => {
        reason = sentence(error);
      });
    },
    onArrival: (listener) => wire.onArrival(listener),
    close: () => end(connection),
  };
}

/** All that the library reads and writes passes the wire first. */
function tap(connection: XmppConnection, wire: Wire, framed: boolean): void {
  const onData = connection._onData.bind(connection);
  connection._onData = (bytes) => {
    if (framed) wire.receivedFrame(bytes);
    else wire.received(bytes);
    onData(bytes);
  };
  const write = connection.write.bind(connection);
  connection.write = (text) => {
    if (text.startsWith('<?xml') || text.startsWith('<open ')) wire.begin();
    else if (text !== '</stream:stream>' && !text.startsWith('<close ')) wire.sent(text);
    return write(text);
  };
}

async function online(connection: XmppConnection, options: SessionOptions): Promise<void> {
  const { service, domain, lang, observer, signal } = options;
  const ready = new Promise<void>((resolve, reject) => {
    const fail = (error: unknown): void => {
      reject(error instanceof SessionError ? error : new SessionError(sentence(error), { cause: error }));
    };
    connection.once('online', () => {
      connection.off('error', fail);
      resolve();
    });
    connection.once('error', fail);
    signal.addEventListener('abort', () => {
      fail(new Error('the server did not answer in time'));
    });
  });
  const begin = async (): Promise<void> => {
    await connection.connect(service);
    observer.stream('open', domain);
    await connection.open({ domain, lang });
  };
  try {
    await Promise.all([ready, begin()]);
  } catch (error) {
    await end(connection);
    throw error instanceof SessionError ? error : new SessionError(sentence(error), { cause: error });
  }
}

/** Ends the stream in good order if the server plays along; in any case, the connection. */
async function end(connection: XmppConnection): Promise<void> {
  await connection.stop().catch(() => undefined);
  connection.socket?.destroy();
}

/** What a failure of the library says: its condition when the server gave one. */
function sentence(error: unknown): string {
  if (error instanceof SessionError) return error.message;
  if (typeof error === 'object' && error !== null && 'condition' in error) {
    return `refused: ${String(error.condition)}`;
  }
  return error instanceof Error ? error.message : String(error);
}
