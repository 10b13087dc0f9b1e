import { type Client, client as newClient } from '@xmpp/client';
import { type Account, type Actor, type Observer, SessionError } from './actor.ts';
import { librarySession } from './library-session.ts';
import { ns } from './namespaces.ts';
import { fromBytes, scramMechanism } from './sasl.ts';
import { type Scram, type ScramMechanism, scramMechanisms } from './scram.ts';
import type { ClientEndpoint } from './secure-socket.ts';
import { secureSocketClass } from './tls-transport.ts';

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
  const service = `xmpps://${endpoint.host}:${endpoint.port}`;
  const connection = newClient({
    service,
    domain: endpoint.domain,
    resource: account.resource,
    ...(account.lang !== undefined && { lang: account.lang }),
    credentials: async (authenticate, mechanisms) => {
      const mechanism = scramMechanisms.find((one) => mechanisms.includes(one));
      if (!mechanism) throw new SessionError(`the server offers none of ${scramMechanisms.join(', ')}`);
      const { user: username, password } = account;
      await authenticate({ username, password }, factoryName(mechanism));
    },
  });
  for (const mechanism of scramMechanisms) {
    const made = scramMechanism(mechanism, account.user, (scram) => {
      exchange = scram;
    });
    connection.saslFactory.use(factoryName(mechanism), made);
  }
  useSocket(connection, service, secureSocketClass(endpoint, signal));
  keepToPlainFeatures(connection);
  connection.on('nonza', (element: XmppElement) => {
    if (!element.is('success', ns.sasl)) return;
    const success = fromBytes(atob(element.text()));
    if (exchange?.isVerifiedBy(success) !== true) {
      connection.emit('error', new SessionError('the server does not know the password'));
    }
  });
  const { domain } = endpoint;
  return librarySession(name, connection, { service, domain, lang: account.lang, observer, signal });
}

/** The library finds a mechanism by the first of its name, and has a SCRAM-SHA-1 of its own: ours needs another. */
function factoryName(mechanism: ScramMechanism): string {
  return mechanism === 'SCRAM-SHA-1' ? 'SCRAM-SHA-1 by node:crypto' : mechanism;
}

/** Direct TLS, as far as the library knows, on a socket of ours. */
function useSocket(connection: Client, service: string, Socket: new () => unknown): void {
  const Direct = connection.transports.find((transport) => takes(transport, service));
  if (!Direct) throw new SessionError('@xmpp/client has no direct TLS');
  class Ours extends Direct {}
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
