import { once } from 'node:events';
import { createServer } from 'node:net';
import {
  type Authority,
  EnvironmentFault,
  type NameServer,
  type Names,
  newAuthority,
  type Outside,
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
 * Starts what plays these domains. It listens on 127.0.0.1, on a port of its own, with an authority of its own; `outside`: where a server has
 * been told that they are, and by whom they are known.
 *
 * @throws EnvironmentFault when nothing can listen there, or the authority cannot be had.
 */
export async function startPeerHost(
  domains: readonly string[],
  names: Names,
  outside?: Outside,
): Promise<PeerHost> {
  const authority = outside?.authority() ?? (await newAuthority());
  const believed = [authority.ca, outside?.believed() ?? ''].join('\n');
  let current: Peers | undefined;
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => undefined);
    if (current) current.accept(socket);
    else socket.destroy();
  });
  const place = await listening(server, outside?.listen ?? { host: '127.0.0.1', port: 0 });
  const routes = Object.fromEntries(domains.map((domain) => [domain, place]));
  const nameServer = await nameServerFor(names, routes, outside).catch((error: unknown) => {
    server.close();
    throw error;
  });
  const identityFor = identities(authority, believed);
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

async function listening(server: ReturnType<typeof createServer>, { host, port }: Place): Promise<Place> {
  server.listen(port, host);
  await once(server, 'listening').catch((error: unknown) => {
    throw cannotListen(error, { host, port }, 'listen');
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the listener for peers has no port');
  return { host, port: address.port };
}

/** Where people have said where the domains are, nobody is told of the one that is started all the same. */
function nameServerFor(
  names: Names,
  routes: PeerHost['routes'],
  outside: Outside | undefined,
): Promise<NameServer> {
  if (outside?.nameServerPort === undefined) return startNameServer(names, routes);
  const place = { host: outside.listen.host, port: outside.nameServerPort };
  return startNameServer(names, routes, place).catch((error: unknown) => {
    throw cannotListen(error, place, 'nameServer');
  });
}

/** Why nothing can listen at a place that a description names, and the mend. */
function cannotListen(error: unknown, { host, port }: Place, key: 'listen' | 'nameServer'): EnvironmentFault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  const mend =
    code === 'EADDRINUSE'
      ? 'something listens there already, perhaps another run: end that, or name another port'
      : code === 'EADDRNOTAVAIL'
        ? 'this machine has no such address: name one of its own'
        : `${code}: name another place`;
  return new EnvironmentFault(
    `the servers that the harness plays cannot be at \`${host}:${port}\` (\`federation.${key}\`); ${mend}`,
  );
}

/** Made when first asked for: a run that uses no peer makes none. */
function identities(
  authority: Authority,
  believed: string,
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
      .then((certificate): Identity => ({ ...certificate, ca: believed }));
    made.set(key, issued);
    return issued;
  };
}

/** When an expired certificate was made, in milliseconds before now: longer ago than one is valid. */
const expiredMs = 30 * 86_400_000;
