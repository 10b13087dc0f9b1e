import { createServer, type Server, type Socket } from 'node:net';
import type { Faults } from '../../enforcement/index.ts';
import type { Config } from '../config.ts';
import { PendingConnections } from '../entrances/pending-connections.ts';
import type { PeerRoutes } from '../federation/federation.ts';
import { receiveFromPeer } from '../federation/receive-from-peer.ts';
import type { ImDomain } from '../im-domain.ts';
import { ComponentRoutes } from './component-routes.ts';

/** The components that the configuration names; what is for none of them goes on to `others`. */
export function componentsOf(
  { components, limits }: Pick<Config, 'components' | 'limits'>,
  faults: Faults,
  others?: PeerRoutes,
): ComponentRoutes {
  const secrets = Object.entries(components).map(([name, { secret }]) => [name, secret] as const);
  return new ComponentRoutes(
    {
      secrets: new Map(secrets),
      believesFrom: faults.has('component.from'),
      limits: {
        maxStanzaBytes: limits.stanzaBytes,
        maxDepth: limits.depth,
        negotiationTimeoutMs: limits.loginSeconds * 1000,
      },
    },
    others,
  );
}

/** Listens for components: what they send is judged like what comes from another server. */
export function componentListener(
  components: ComponentRoutes,
  domain: ImDomain,
  limits: { readonly pendingConnections: number; readonly pendingPerAddress: number },
): Server {
  const pending = new PendingConnections({
    total: limits.pendingConnections,
    perAddress: limits.pendingPerAddress,
  });
  return createServer((socket) => {
    enter(socket, { components, domain, pending });
  });
}

interface Door {
  readonly components: ComponentRoutes;
  readonly domain: ImDomain;
  readonly pending: PendingConnections;
}

function enter(socket: Socket, { components, domain, pending }: Door): void {
  // Until a stream listens, an error ends the connection and nothing else
  socket.on('error', () => undefined);
  const place = pending.enter();
  if (place !== undefined) socket.once('close', place.leave);
  if (place?.comesFrom(socket.remoteAddress ?? '') !== true) {
    socket.destroy();
    return;
  }
  components.accept(socket, {
    onConnected: place.leave,
    onStanza: (element, pair) => {
      try {
        receiveFromPeer(element, pair, { first: pair.from }, domain);
      } catch (mistake) {
        domain.report(mistake);
      }
    },
  });
}
