import { connect, type Socket } from 'node:net';
import { Deadline } from '../stream/deadline.ts';
import type { PeerFailure } from './outgoing.ts';
import type { PeerContext } from './peer-context.ts';
import type { PeerPlace } from './peer-options.ts';
import { connectTls } from './peer-tls.ts';

/** A connection that did not come about. */
export interface NotConnected {
  readonly why: PeerFailure;
  readonly reason: unknown;
}

/** Connects, with TLS where the place is for that from the first byte on. `signal`: nobody wants it any more. */
export async function connectToPlace(
  place: PeerPlace,
  domain: string,
  { options, limits }: PeerContext,
  signal: AbortSignal,
): Promise<Socket | NotConnected> {
  const { host, port } = place;
  const localAddress = options.sourceAddress;
  const socket = connect({ host, port, ...(localAddress !== undefined && { localAddress }) });
  // Whoever waits hears of it another way
  socket.on('error', () => undefined);
  const stop = (): void => {
    socket.destroy();
  };
  const deadline = new Deadline();
  deadline.set(limits.connectTimeoutMs, stop);
  signal.addEventListener('abort', stop);
  try {
    if (signal.aborted) stop();
    await connected(socket);
    if (place.tls === 'starttls') return socket;
    if (options.tls === undefined) throw new Error('no certificate for TLS');
    return await connectTls(socket, domain, options.tls, true);
  } catch (reason) {
    stop();
    if (signal.aborted) return { why: 'stopped', reason };
    return { why: deadline.hasPassed ? 'timeout' : 'unreachable', reason };
  } finally {
    deadline.clear();
    signal.removeEventListener('abort', stop);
  }
}

function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
    socket.once('close', () => {
      reject(new Error('the connection was not answered'));
    });
  });
}
