import type { Server } from 'node:net';
import { type ClientStream, StreamError } from '../xmpp/index.ts';
import type { Config } from './config.ts';
import { endpointOf, listen, stopListening } from './endpoint.ts';

/** What listens, as far as the configuration asks for it. */
export interface Servers {
  readonly client: Server;
  readonly clientTls: Server | undefined;
  readonly admin: Server | undefined;
}

/** Where a server can be reached: `127.0.0.1:5222`. */
export interface Addresses {
  readonly client: string;
  readonly clientTls?: string;
  readonly admin?: string;
}

/** Listens with each, and gives the addresses that they got. @throws EndpointError */
export async function listenAll(
  { client, clientTls, admin }: Servers,
  at: Config['listen'],
): Promise<Addresses> {
  return {
    client: await listen(client, endpointOf(at.client)),
    ...(clientTls && at.clientTls ? { clientTls: await listen(clientTls, endpointOf(at.clientTls)) } : {}),
    ...(admin && at.admin ? { admin: await listen(admin, endpointOf(at.admin)) } : {}),
  };
}

/** Stops listening, ends the streams, and waits until nothing is left. */
export async function stopAll(
  { client, clientTls, admin }: Servers,
  streams: ReadonlySet<ClientStream>,
): Promise<void> {
  const servers = [client, clientTls, admin].filter((server) => server !== undefined);
  const stopped = servers.map((server) => stopListening(server, stopGraceMs));
  for (const stream of streams) stream.close(new StreamError('system-shutdown'));
  await Promise.all(stopped);
}

/** How long a connection may take to end when the server stops, in milliseconds; then it is cut off. */
const stopGraceMs = 2500;
