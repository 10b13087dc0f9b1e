import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { accountsByDomain } from '../accounts-by-domain.ts';
import { type CertificateFiles, writeCertificates } from '../certificate-files.ts';
import { componentsAt } from '../components-at.ts';
import { freePorts } from '../ports.ts';
import { asProcess } from '../process.ts';
import { type Starter, startOf } from '../starter.ts';
import { type Deployment, EnvironmentFault, type RunningTarget, type TargetDriver } from '../target.ts';
import { prosodyConfig, roomDomains } from './config.ts';
import { resetProsody, writeResetModule } from './reset.ts';
import { writeRouteModule } from './routes.ts';
import { ProsodyStorage } from './storage.ts';

/** How a Prosody is had: what starts it, and what is there. Everything else about it is the same. */
export interface ProsodyWay {
  readonly starter: Starter;
  /** @throws EnvironmentFault when it is not installed. */
  readonly command: () => string;
  /** Is the catalog module of prosody-modules there? */
  readonly hasCatalog: boolean;
}

/** What Debian's packages have put on this machine. */
const installed: ProsodyWay = {
  starter: asProcess,
  command: () => {
    const command = prosodyBinary();
    if (command !== undefined) return command;
    throw new EnvironmentFault('prosody is not installed: apt-get install prosody prosody-modules');
  },
  hasCatalog: existsSync('/usr/lib/prosody/modules/mod_seclabels'),
};

/** Prosody as it is: it carries labels and, with prosody-modules, offers a catalog; it enforces nothing. */
export const prosody: TargetDriver = prosodyDriver('prosody', installed);

/** One list for both ways: it is the same server. */
const knownDifferences = fileURLToPath(new URL('expected-failures.yaml', import.meta.url));

/** What Debian's packages put into an image. */
export function prosodyIn(container: Starter): TargetDriver {
  const way = { starter: container, command: () => '/usr/bin/prosody', hasCatalog: true };
  return { ...prosodyDriver('prosody-container', way), sameAs: prosody.name, expectations: knownDifferences };
}

function prosodyDriver(name: string, way: ProsodyWay): TargetDriver {
  return {
    name,
    kind: way.starter.kind,
    verbs: new Set(),
    features: new Set([
      'labels',
      'offline',
      'several-resources',
      'carbons',
      'client-probes',
      'several-domains',
      'source-address',
      'capabilities',
      'stream-management',
      'websocket',
      'rooms',
      'room-history',
      'shared-nicks',
      'archive',
      'room-archive',
      'components',
      'peers',
      ...(way.hasCatalog ? ['catalog'] : []),
    ]),
    start: (deployment) => startProsody(deployment, way),
  };
}

/** @throws EnvironmentFault when it is not installed, or does not start. */
export async function startProsody(
  deployment: Deployment,
  { starter, command, hasCatalog }: ProsodyWay = installed,
): Promise<RunningTarget> {
  const { folder, domain, provision, federation, components: secrets } = deployment;
  const executable = command();
  const [clientPort = 0, webSocketPort = 0, componentPort = 0] = await freePorts(3);
  const { files, storages } = await writeFolder(deployment);
  const config = join(folder, 'prosody.cfg.lua');
  const [, ...otherDomains] = accountsByDomain(deployment).keys();
  const catalog = hasCatalog ? provision[`Cat(${domain})`] : undefined;
  const settings = {
    ...{ folder, domain, otherDomains, clientPort, webSocketPort, files, catalog },
    // In a container its own user may be called so whoever that is outside
    asRoot: starter.kind === 'container' || process.getuid?.() === 0,
    ...(deployment.rooms && { rooms: deployment.rooms }),
    ...(secrets && { components: { port: componentPort, secrets } }),
    ...(federation && { federation }),
  };
  writeFileSync(config, prosodyConfig(settings));
  const host = '127.0.0.1';
  const server = await starter.start({
    name: 'Prosody',
    command: executable,
    args: ['-F', '--config', config],
    folder,
    readiness: readinessOf('c2s', 'https', ...(secrets ? ['component'] : []), ...(federation ? ['s2s'] : [])),
    answers: { host, port: clientPort, domains: [domain, ...otherDomains] },
  });
  return {
    product: 'Prosody',
    version: server.ready,
    ...startOf(server),
    client: { host, port: clientPort, domain, ca: files.ca },
    ...componentsAt(deployment, { host, port: componentPort }),
    ...(federation && { peer: { host, port: federation.port } }),
    entrances: { websocket: { host, port: webSocketPort } },
    reset: async () => {
      await resetProsody({ host, port: webSocketPort, domain, ca: files.ca });
      for (const storage of storages) storage.forget();
    },
    provision: () => Promise.reject(new EnvironmentFault('Prosody has no security labels to provision')),
    stop: () => server.stop(),
  };
}

/** Certificates, accounts and modules, as the server reads them when it starts; and what it will keep there. */
async function writeFolder(
  deployment: Deployment,
): Promise<{ files: CertificateFiles; storages: readonly ProsodyStorage[] }> {
  const { folder, domain, federation } = deployment;
  const domains = accountsByDomain(deployment);
  const { rooms = roomDomains(domain) } = deployment;
  const others = federation ? [...rooms, ...Object.keys(deployment.components ?? {})] : [];
  const named = [...domains.keys(), ...others];
  const files = await writeCertificates(folder, named, undefined, federation?.authority);
  const storages = [...domains].map(([name, accounts]) => {
    const storage = new ProsodyStorage(folder, name);
    storage.writeAccounts(accounts);
    return storage;
  });
  writeResetModule(folder, rooms);
  if (federation) writeRouteModule(folder);
  return { files, storages: [...storages, ...rooms.map((name) => new ProsodyStorage(folder, name))] };
}

/** Prosody's executable, if it is installed. */
export function prosodyBinary(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin'];
  return folders.map((folder) => join(folder, 'prosody')).find((file) => existsSync(file));
}

/**
 * Ready when it listens for each of these services: it answers nobody before all of it is loaded. Gives the version that
 * it says on the way.
 */
export function readinessOf(...services: readonly string[]): (line: string) => string | undefined {
  let version = 'unknown';
  const awaited = new Set(services);
  return (line) => {
    version = /Prosody version (\S+)/.exec(line)?.[1] ?? version;
    awaited.delete(/Activated service '([^']+)' on \[/.exec(line)?.[1] ?? '');
    return awaited.size === 0 ? version : undefined;
  };
}
