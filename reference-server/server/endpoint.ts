import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';

/** Where something listens. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** An endpoint that cannot be listened on. One sentence with the mend. */
export class EndpointError extends Error {
  override readonly name = 'EndpointError';
}

/** `127.0.0.1:5222` or `[::1]:5222`, which the configuration's schema has checked. */
export function endpointOf(text: string): Endpoint {
  const at = text.lastIndexOf(':');
  return { host: text.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(text.slice(at + 1)) };
}

/** Listens, and gives the address that it got: port 0 becomes a free one. @throws EndpointError */
export function listen(server: Server, { host, port }: Endpoint): Promise<string> {
  return new Promise((resolve, reject) => {
    const connections = new Set<Socket>();
    connectionsOf.set(server, connections);
    server.on('connection', (socket: Socket) => {
      connections.add(socket);
      socket.once('close', () => connections.delete(socket));
    });
    // Stays: a connection that cannot be accepted (no file descriptor left) is an error here, and ends nothing
    server.on('error', (error: NodeJS.ErrnoException) => {
      reject(new EndpointError(sentence(error, `${host}:${port}`), { cause: error }));
    });
    server.listen(port, host, () => {
      resolve(addressOf(server));
    });
  });
}

/** The connections of the servers that listen, whatever became of them. */
const connectionsOf = new WeakMap<Server, ReadonlySet<Socket>>();

/** Stops listening, and waits until the last connection has ended; one that has not after `graceMs` is cut off. */
export async function stopListening(server: Server, graceMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  const deadline = setTimeout(() => {
    for (const socket of connectionsOf.get(server) ?? []) socket.destroy();
  }, graceMs);
  await closed;
  clearTimeout(deadline);
}

function addressOf(server: { address(): string | AddressInfo | null }): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on TCP');
  return address.family === 'IPv6'
    ? `[${address.address}]:${address.port}`
    : `${address.address}:${address.port}`;
}

function sentence(error: NodeJS.ErrnoException, where: string): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `${where} is in use; stop what listens there, or choose another port under \`listen\``;
    case 'EACCES':
      return `${where} may not be listened on by this user; choose a port above 1023 under \`listen\``;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${where} is no address of this machine; correct it under \`listen\``;
    default:
      return `${where} cannot be listened on (${error.code ?? error.message})`;
  }
}
