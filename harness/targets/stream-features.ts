import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { ElementReader, escapeAttribute } from '#xml';

/** Where a server takes clients. */
export interface ClientPort {
  readonly host: string;
  readonly port: number;
  readonly domain: string;
  /** TLS from the first byte; left out: the stream opens in the clear. */
  readonly tls?: 'direct';
}

/** How long after a server did not answer it is asked again, in milliseconds. */
const againAfterMs = 50;
/** Longest wait for one answer, in milliseconds: a server that has a port before it can speak may keep the first stream waiting. */
const answerTimeoutMs = 3000;

/**
 * Done when a server answers a client's stream with features: it is ready for this domain, whatever its output says.
 *
 * Asks again until then. Whose certificate it shows plays no part here: nothing is told to it.
 * @throws the reason of `signal`, when that comes first
 */
export async function awaitStreamFeatures(place: ClientPort, signal: AbortSignal): Promise<void> {
  while (
    (await firstAnswer(place, AbortSignal.any([signal, AbortSignal.timeout(answerTimeoutMs)]))) !== 'features'
  ) {
    signal.throwIfAborted();
    await pause(againAfterMs, undefined, { signal });
  }
}

/**
 * Does a server speak at all, if only to say that it wants no stream now? That a connection can be made shows nothing: the system takes some
 * for a server that is just dying.
 */
export async function speaks(place: ClientPort, signal: AbortSignal): Promise<boolean> {
  return (await firstAnswer(place, signal)) !== undefined;
}

/** What it answers a client's stream with, now: `features`, `error`; `undefined`: with nothing. */
async function firstAnswer(place: ClientPort, signal: AbortSignal): Promise<string | undefined> {
  const socket = connected(place);
  socket.on('error', () => undefined);
  try {
    await once(socket, place.tls ? 'secureConnect' : 'connect', { signal });
    const first = firstElement(socket, signal);
    socket.write(
      `<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='${escapeAttribute(place.domain)}' version='1.0'>`,
    );
    return await first;
  } catch {
    return undefined;
  } finally {
    socket.destroy();
  }
}

function connected({ host, port, domain, tls }: ClientPort): Socket {
  if (tls === undefined) return connect({ host, port });
  return connectTls({ host, port, servername: domain, rejectUnauthorized: false });
}

/** The name of the first element of the stream; `undefined`: it ended without any. */
async function firstElement(socket: Socket, signal: AbortSignal): Promise<string | undefined> {
  let name: string | undefined;
  const reader = new ElementReader({
    onRoot: () => undefined,
    onElement: (element) => {
      name ??= element.name;
    },
    onEnd: () => undefined,
  });
  for await (const bytes of socket.iterator({ destroyOnReturn: false })) {
    signal.throwIfAborted();
    if (!(bytes instanceof Uint8Array)) continue;
    reader.read(bytes);
    if (name !== undefined) return name;
  }
  return undefined;
}
