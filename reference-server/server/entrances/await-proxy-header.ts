import type { Socket } from 'node:net';
import { readProxyHeader } from './proxy-header.ts';

/** Longest wait for a header, in milliseconds; the protocol asks for 3 seconds at least. */
const headerTimeoutMs = 5000;

/**
 * Waits for the header with which a trusted proxy begins a connection. `come` is told whom it speaks for (`undefined`:
 * itself), once, and what follows the header stays to be read. A connection without one is destroyed.
 */
export function awaitProxyHeader(socket: Socket, come: (source: string | undefined) => void): void {
  const deadline = setTimeout(() => socket.destroy(), headerTimeoutMs);
  socket.once('close', () => {
    clearTimeout(deadline);
  });
  let bytes = Buffer.alloc(0);
  const onReadable = (): void => {
    for (let more = readFrom(socket); more !== undefined; more = readFrom(socket)) {
      bytes = Buffer.concat([bytes, more]);
      const header = readProxyHeader(bytes);
      if (header.kind === 'incomplete') continue;
      socket.off('readable', onReadable);
      clearTimeout(deadline);
      if (header.kind === 'refused') {
        socket.destroy();
        return;
      }
      if (bytes.length > header.length) socket.unshift(bytes.subarray(header.length));
      come(header.source);
      return;
    }
  };
  socket.on('readable', onReadable);
}

function readFrom(socket: Socket): Buffer | undefined {
  const read: unknown = socket.read();
  return Buffer.isBuffer(read) ? read : undefined;
}
