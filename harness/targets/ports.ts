import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** Below those that systems give to outgoing connections: a server that starts later must not find its port taken by one. */
const range = { from: 15_000, below: 32_000 } as const;

/**
 * Ports of 127.0.0.1 that nobody listens on, all different.
 *
 * Somebody else may take one before it is used: whoever starts a server on it must say so when it cannot listen.
 */
export async function freePorts(count: number): Promise<number[]> {
  const servers = new Map<number, Server>();
  while (servers.size < count) {
    const port = randomInt(range.from, range.below);
    const server = servers.has(port) ? undefined : await listeningAt(port);
    if (server) servers.set(port, server);
  }
  await Promise.all([...servers.values()].map((server) => once(server.close(), 'close')));
  return [...servers.keys()];
}

/** `undefined`: somebody listens there. */
async function listeningAt(port: number): Promise<Server | undefined> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    return server;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return undefined;
    throw error;
  }
}
