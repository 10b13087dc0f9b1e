import { isIPv6 } from 'node:net';
import { type Client, client as newClient } from '@xmpp/client';
import { type Account, type Actor, type Observer, SessionError } from './actor.ts';
import { librarySession } from './library-session.ts';
import { ns } from './namespaces.ts';
import { fromBytes, scramMechanism, toBytes } from './sasl.ts';
import { type Scram, type ScramMechanism, scramMechanisms } from './scram.ts';
import type { ClientEndpoint } from './secure-socket.ts';
import { secureSocketClass } from './tls-transport.ts';
import { webSocketClass, webSocketPath } from './web-socket-transport.ts';

/**
 * A session on @xmpp/client, bound and not yet available. It answers pings, and refuses every other iq, by itself.
 *
 * It never reconnects and never uses stream management: what the server says is seen as it is said.
 *
 * @throws SessionError when the server refuses it.
 */
export async function openClientSession(
  name: string,
  account: Account,
  endpoint: ClientEndpoint,
  observer: Observer,
  signal: AbortSignal,
): Promise<Actor> {
  let exchange: Scram | undefined;
  let isPlain = false;
  const { service, Socket } = transportOf(endpoint, signal);
  const connection = newClient({
    service,
    domain: endpoint.domain,
    resource: account.resource,
    ...(account.lang !== undefined && { lang: account.lang }),
    credentials: async (authenticate, mechanisms) => {
      const mechanism = [...scramMechanisms, plain].find((one) => mechanisms.includes(one));
      if (!mechanism)
        throw new SessionError(`the server offers none of ${[...scramMechanisms, plain].join(', ')}`);
      isPlain = mechanism === plain;
      await authenticate(credentialsFor(mechanism, account), factoryName(mechanism));
    },
  });
  for (const mechanism of scramMechanisms) {
    const made = scramMechanism(mechanism, account.user, (scram) => {
      exchange = scram;
    });
    connection.saslFactory.use(factoryName(mechanism), made);
  }
  useSocket(connection, service, Socket);
  keepToPlainFeatures(connection);
  connection.on('nonza', (element: XmppElement) => {
    if (isPlain || !element.is('success', ns.sasl)) return;
    const success = fromBytes(atob(element.text()));
    if (exchange?.isVerifiedBy(success) !== true) {
      connection.emit('error', new SessionError('the server does not know the password'));
    }
  });
  const { domain } = endpoint;
  const framed = endpoint.webSocket !== undefined;
  return librarySession(name, connection, { service, domain, lang: account.lang, framed, observer, signal });
}

/** Where there is no SCRAM, the password itself: only a verified server under TLS is told. */
const plain = 'PLAIN' as const;

function credentialsFor(
  mechanism: string,
  { user, password }: Account,
): { readonly username: string; readonly password: string } {
  if (mechanism !== plain) return { username: user, password };
  return { username: toBytes(user), password: toBytes(password) };
}

/** The library finds a mechanism by the first of its name, and has a SCRAM-SHA-1 of its own: ours needs another. */
function factoryName(mechanism: ScramMechanism | typeof plain): string {
  return mechanism === 'SCRAM-SHA-1' ? 'SCRAM-SHA-1 by node:crypto' : mechanism;
}

/** What the library is told that it connects to, and the socket of ours that it then uses. */
function transportOf(
  endpoint: ClientEndpoint,
  signal: AbortSignal,
): { readonly service: string; readonly Socket: new () => unknown } {
  const host = isIPv6(endpoint.host) ? `[${endpoint.host}]` : endpoint.host;
  const place = `${host}:${endpoint.port}`;
  if (endpoint.webSocket === undefined) {
    return { service: `xmpps://${place}`, Socket: secureSocketClass(endpoint, signal) };
  }
  const service = `wss://${place}${webSocketPath}`;
  return { service, Socket: webSocketClass(service, endpoint, signal) };
}

/** The library's own transport for this service, on a socket of ours. */
function useSocket(connection: Client, service: string, Socket: new () => unknown): void {
  const Library = connection.transports.find((transport) => takes(transport, service));
  if (!Library) throw new SessionError(`@xmpp/client has no transport for ${service}`);
  class Ours extends Library {}
  Object.assign(Ours.prototype, { Socket });
  connection.transports.unshift(Ours);
}

function takes(transport: typeof XmppTransport, service: string): boolean {
  try {
    return transport.prototype.socketParameters(service) !== undefined;
  } catch {
    return false;
  }
}

/** Features that this client knows: with others the library would begin what nobody asked for. */
const plainFeatures = new Set<string>([ns.sasl, ns.bind]);

function keepToPlainFeatures(connection: Client): void {
  const onElement = connection._onElement.bind(connection);
  connection._onElement = (element) => {
    if (element.is('features', ns.streams)) {
      for (const feature of element.getChildElements()) {
        if (!plainFeatures.has(feature.getNS() ?? '')) element.remove(feature);
      }
    }
    onElement(element);
  };
}
