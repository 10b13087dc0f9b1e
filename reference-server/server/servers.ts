import type { Server } from 'node:net';
import { StreamError } from '../xmpp/index.ts';
import { type Endpoint, listen, stopListening } from './endpoint.ts';
import { type Entrance, type EntranceKind, entranceKinds } from './entrances/entrance.ts';

/** What listens, and where. */
export interface Servers {
  readonly entrances: readonly { readonly entrance: Entrance; readonly server: Server }[];
  /** Other servers, by STARTTLS and with TLS from the first byte. */
  readonly peer?: Place | undefined;
  readonly peerTls?: Place | undefined;
  readonly component?: Place | undefined;
  readonly admin: Place | undefined;
}

export interface Place {
  readonly at: Endpoint;
  readonly server: Server;
}

/** Where a server can be reached: `127.0.0.1:5222`. */
export interface Addresses {
  /** The first entrance of its kind; so are the others. */
  readonly client: string;
  readonly clientTls?: string;
  readonly webSocket?: string;
  readonly webSocketTls?: string;
  readonly peer?: string;
  readonly peerTls?: string;
  readonly component?: string;
  readonly admin?: string;
  /** Every entrance, by kind, in the order of the configuration. */
  readonly entrances: Readonly<Record<EntranceKind, readonly string[]>>;
}

/** Listens with each, and gives the addresses that they got. @throws EndpointError */
export async function listenAll({ entrances, peer, peerTls, component, admin }: Servers): Promise<Addresses> {
  const found: Record<EntranceKind, string[]> = {
    client: [],
    clientTls: [],
    webSocket: [],
    webSocketTls: [],
  };
  for (const { entrance, server } of entrances) found[entrance.kind].push(await listen(server, entrance.at));
  const firsts: Partial<Record<EntranceKind, string>> = {};
  for (const kind of entranceKinds) {
    const [first] = found[kind];
    if (first !== undefined) firsts[kind] = first;
  }
  return {
    client: '',
    ...firsts,
    ...(peer && { peer: await listen(peer.server, peer.at) }),
    ...(peerTls && { peerTls: await listen(peerTls.server, peerTls.at) }),
    ...(component && { component: await listen(component.server, component.at) }),
    ...(admin && { admin: await listen(admin.server, admin.at) }),
    entrances: found,
  };
}

/** Stops listening, ends the streams, and waits until nothing is left. */
export async function stopAll(
  { entrances, peer, peerTls, component, admin }: Servers,
  streams: Iterable<{ close(error: StreamError): void }>,
): Promise<void> {
  const servers = [...entrances, peer, peerTls, component, admin].flatMap((one) => one?.server ?? []);
  const stopped = servers.map((server) => stopListening(server, stopGraceMs));
  for (const stream of streams) stream.close(new StreamError('system-shutdown'));
  await Promise.all(stopped);
}

/** How long a connection may take to end when the server stops, in milliseconds; then it is cut off. */
const stopGraceMs = 2500;
