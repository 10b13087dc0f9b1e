import type { ClientEndpoint } from './actors/index.ts';
import { type ActorFile, entranceOf } from './scenario/index.ts';
import { EnvironmentFault, type RunningTarget } from './targets/index.ts';

/**
 * Where an actor connects, from which address and over what. Direct TLS where the server has it: a round trip less for
 * each session.
 *
 * @throws EnvironmentFault when the target has not the entrance that its features say it has.
 */
export function endpointFor(
  actor: ActorFile,
  { client, clientTls, entrances }: RunningTarget,
): ClientEndpoint {
  const usual: ClientEndpoint = clientTls
    ? { ...client, ...clientTls, tls: 'direct' }
    : { ...client, tls: 'starttls' };
  if (typeof actor === 'string') return usual;
  const { address, proxyHeader, headers = {} } = actor;
  const origin = {
    ...(address !== undefined && { localAddress: address }),
    ...(proxyHeader && { proxyHeader }),
  };
  const name = entranceOf(actor);
  if (name === 'tcp') return { ...usual, ...origin };
  const entrance = entrances?.[name];
  if (!entrance) throw new EnvironmentFault(`the target says that it has the feature ${name}, but not where`);
  const endpoint: ClientEndpoint = { ...client, ...entrance, ...origin, tls: 'direct' };
  if (name === 'bosh') return { ...endpoint, bosh: { headers } };
  return name === 'websocket' ? { ...endpoint, webSocket: { headers } } : endpoint;
}
