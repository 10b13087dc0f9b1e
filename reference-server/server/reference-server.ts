import { dirname } from 'node:path';
import type { AuditRecord, Faults } from '../enforcement/index.ts';
import { endClosedSubscriptions, evictUncleared, Rooms, restoreRooms } from '../services/index.ts';
import { type AdminPort, adminApp, adminListener } from './admin.ts';
import { clientEntrances } from './client-entrances.ts';
import { clientPort } from './client-port.ts';
import type { ComponentRoutes } from './components/component-routes.ts';
import { componentListener, componentsOf } from './components/listen-components.ts';
import { type Config, ConfigError } from './config.ts';
import { accountsOf, domainsOf } from './configured-accounts.ts';
import { Directory } from './directory/directory.ts';
import { readDirectorySettings } from './directory/directory-settings.ts';
import { endpointOf } from './endpoint.ts';
import { Federation } from './federation/federation.ts';
import { peerEntrances } from './federation/listen-peers.ts';
import { receiveFromPeer } from './federation/receive-from-peer.ts';
import { ImDomain } from './im-domain.ts';
import { ImServer } from './im-server.ts';
import { adminPort, provisionOf } from './live-provisioning.ts';
import { confirmedNames } from './locations/confirmed-names.ts';
import { type Addresses, listenAll, type Servers, stopAll } from './servers.ts';
import { Store } from './store.ts';
import { readTls } from './tls.ts';

/** What a server says of itself, and where it can be reached. */
export interface Running extends Addresses {
  readonly version: string;
  stop(): Promise<void>;
}

/** What main.ts decides and a configuration file does not. */
export interface Circumstances {
  readonly version: string;
  readonly faults: Faults;
  readonly writeAudit: (record: AuditRecord) => void;
  readonly report: (mistake: unknown) => void;
  /** Writes down what an administrator should know and nobody did wrong. Left out: nowhere. */
  readonly notice?: (line: string) => void;
  readonly now: () => Date;
}

/**
 * The reference server: makes each part once, hands it what it needs, and listens.
 *
 * @throws ConfigError, EndpointError: one sentence each
 */
export async function startReferenceServer(config: Config, circumstances: Circumstances): Promise<Running> {
  const identity = readTls(config);
  const accounts = accountsOf(config);
  const store = storeOf(config);
  const product = { name: 'cmbac reference server', version: versionOf(circumstances) };
  const domains = domainsOf(config);
  const directory = directoryOf(config, circumstances);
  const parts = {
    ...circumstances,
    ...(directory && { directory }),
    domains: new Set(domains),
    product,
    accounts: new Set(accounts.keys()),
    store,
    rooms: roomsOf(config, store, circumstances),
    bindingVersions: config.bindingVersions,
    namesOf: confirmedNames({
      nameServer: config.nameServer,
      believesClaims: circumstances.faults.has('loc.name'),
    }),
  };
  const place = {
    domains,
    roomDomains: config.rooms,
    components: Object.keys(config.components),
    folder: dirname(config.file),
    certificate: identity.cert.toString(),
    hasDirectory: directory !== undefined,
  };
  const server = new ImServer(parts, provisionOf(config, place));
  const domain = new ImDomain(config.domain, server);
  server.whenClearancesChange = () => {
    evictUncleared(domain);
    endClosedSubscriptions(domain);
  };
  if (directory !== undefined)
    directory.whenRead = () => {
      server.endUncleared();
    };
  const port = clientPort(config, { accounts, directory }, identity, circumstances.faults);
  const { faults } = circumstances;
  const peers = peerEntrances(
    config,
    identity,
    {
      onStanza: (element, pair, connection) => {
        receiveFromPeer(element, pair, connection, domain);
      },
      report: (mistake) => {
        domain.report(mistake);
      },
      ...(circumstances.notice && { notice: circumstances.notice }),
    },
    faults,
  );
  const components = componentsOf(config, faults, peers?.streams);
  if (config.listen.component !== undefined || peers !== undefined)
    server.federation = new Federation(components, domain);
  const servers: Servers = {
    entrances: clientEntrances(config, domain, {
      port,
      identity: { secureContext: identity.context },
      faults,
    }),
    ...peers?.servers,
    component: componentEntrance(config, components, domain),
    admin: adminOf(config, adminPort(server, domain, config.provision, place)),
  };
  const accessAsked = setInterval(() => {
    server.endUncleared();
  }, accessIntervalMs);
  const stop = async (): Promise<void> => {
    clearInterval(accessAsked);
    directory?.stop();
    // Everybody leaves: nobody is told of each
    parts.rooms.clear();
    await stopAll(servers, [...port.streams, components, ...(peers ? [peers.streams] : [])]);
    // Those that are left have no stream: what they were sent is kept
    server.endSessions();
    store.close();
  };
  try {
    // Up or down: who is refused meanwhile is refused for a reason
    await directory?.settled();
    return { ...(await listenAll(servers)), version: product.version, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** How often live sessions are asked for their access besides at each change of provisioning, in milliseconds: time itself changes what labels and clearances mean. */
const accessIntervalMs = 30_000;

function componentEntrance(
  { listen: { component: at }, limits }: Config,
  components: ComponentRoutes,
  domain: ImDomain,
): Servers['component'] {
  return at === undefined
    ? undefined
    : { at: endpointOf(at), server: componentListener(components, domain, limits) };
}

function adminOf({ listen: { admin: at }, adminToken }: Config, port: AdminPort): Servers['admin'] {
  if (at === undefined || adminToken === undefined) return undefined;
  return { at: endpointOf(at), server: adminListener(adminApp(port, adminToken)) };
}

function directoryOf(
  config: Config,
  { faults, notice = () => undefined }: Circumstances,
): Directory | undefined {
  const settings = readDirectorySettings(config, domainsOf(config));
  return settings && new Directory(settings, { faults, notice });
}

/** @throws ConfigError when the file cannot be opened or is none of SQLite's */
function storeOf({ store, placeOf }: Config): Store {
  try {
    return new Store(store);
  } catch {
    throw new ConfigError(
      `${placeOf(['store'])}: \`${store}\` cannot be used as a store; name a new file, or one that this server wrote`,
    );
  }
}

/** The rooms that outlive the server are there again. One that cannot be read is reported, and closed. */
function roomsOf(config: Config, store: Store, { report, notice = report }: Circumstances): Rooms {
  const { federation, limits } = config;
  const rooms = new Rooms(config.rooms, {
    store,
    maxRooms: limits.rooms,
    ...(federation && {
      shareOfPeers: federation.roomShare,
      maxSessionsFromPeer: federation.sessionsPerOccupant,
    }),
  });
  restoreRooms(rooms, store, { report, notice });
  return rooms;
}

/** A server that is broken on purpose says so to whoever asks for its version. */
function versionOf({ version, faults }: Circumstances): string {
  return faults.size === 0 ? version : `${version} (BROKEN: ${[...faults].join(', ')})`;
}
