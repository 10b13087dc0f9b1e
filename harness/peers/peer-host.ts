import { once } from 'node:events';
import { createServer } from 'node:net';
import {
  type Authority,
  type NameServer,
  type Names,
  newAuthority,
  type Place,
  startNameServer,
} from '../targets/index.ts';
import type { Identity } from './link.ts';
import type { PeerObserver } from './peer-observer.ts';
import { Peers } from './peers.ts';
import type { Condition } from './settings.ts';

/** All servers of other domains that the harness plays in a run: one listener, one name server, one authority. */
export interface PeerHost {
  readonly authority: Authority;
  /** The domains that it plays. */
  readonly domains: readonly string[];
  /** Where they take streams: the same place for all. */
  readonly routes: Readonly<Record<string, Place>>;
  /** Says where they are. */
  readonly nameServer: NameServer;
  /**
   * The peers of one part, beside a server under test that takes streams at `place` for `targets`: no stream is left of what
   * was before, and what passes from now on is told to the observer.
   */
  begin(place: Place, targets: readonly string[], observer: PeerObserver): Promise<Peers>;
  stop(): Promise<void>;
}

/**
 * Starts what plays these domains. It listens on 127.0.0.1, on a port of its own.
 *
 * @throws Error when nothing can listen there.
 */
export async function startPeerHost(domains: readonly string[], names: Names): Promise<PeerHost> {
  let current: Peers | undefined;
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => undefined);
    if (current) current.accept(socket);
    else socket.destroy();
  });
  const place = { host: '127.0.0.1', port: await listening(server) };
  const routes = Object.fromEntries(domains.map((domain) => [domain, place]));
  const nameServer = await startNameServer(names, routes);
  const authority = await newAuthority();
  const identityFor = identities(authority);
  return {
    authority,
    domains,
    routes,
    nameServer,
    begin: async (target, targets, observer) => {
      await current?.end();
      for (const domain of domains) nameServer.hide(domain, false);
      current = new Peers({ domains, target, targets, identityFor, nameServer, observer });
      return current;
    },
    stop: async () => {
      await current?.end();
      current = undefined;
      await Promise.all([new Promise((resolve) => server.close(resolve)), nameServer.stop()]);
    },
  };
}

async function listening(server: ReturnType<typeof createServer>): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the listener for peers has no port');
  return address.port;
}

/** Made when first asked for: a run that uses no peer makes none. */
function identities(
  authority: Authority,
): (domains: readonly string[], condition: Condition) => Promise<Identity> {
  const made = new Map<string, Promise<Identity>>();
  return (domains, condition) => {
    const kind = condition === 'misnamed' || condition === 'expired' ? condition : 'own';
    const key = `${domains.join(' ')} ${kind}`;
    const known = made.get(key);
    if (known) return known;
    const names = kind === 'misnamed' ? domains.map((domain) => `other.${domain}`) : domains;
    const at = kind === 'expired' ? new Date(Date.now() - expiredMs) : undefined;
    const issued = authority
      .issue(names, undefined, at)
      .then((certificate): Identity => ({ ...certificate, ca: authority.ca }));
    made.set(key, issued);
    return issued;
  };
}

/** When an expired certificate was made, in milliseconds before now: longer ago than one is valid. */
const expiredMs = 30 * 86_400_000;
