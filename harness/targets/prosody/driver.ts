import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { accountsByDomain } from '../accounts-by-domain.ts';
import { type CertificateFiles, writeCertificates } from '../certificate-files.ts';
import { componentsAt } from '../components-at.ts';
import { freePorts } from '../ports.ts';
import { startProcess } from '../process.ts';
import { type Deployment, EnvironmentFault, type RunningTarget, type TargetDriver } from '../target.ts';
import { prosodyConfig, roomDomains } from './config.ts';
import { resetProsody, writeResetModule } from './reset.ts';
import { writeRouteModule } from './routes.ts';
import { ProsodyStorage } from './storage.ts';

/** Where Debian's package prosody-modules puts the catalog module. */
const hasCatalog = existsSync('/usr/lib/prosody/modules/mod_seclabels');

/** Prosody as it is: it carries labels and, with prosody-modules, offers a catalog; it enforces nothing. */
export const prosody: TargetDriver = {
  name: 'prosody',
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
    'components',
    'peers',
    ...(hasCatalog ? ['catalog'] : []),
  ]),
  start: startProsody,
};

/** @throws EnvironmentFault when it is not installed, or does not start. */
export async function startProsody(deployment: Deployment): Promise<RunningTarget> {
  const { folder, domain, provision, federation, components: secrets } = deployment;
  const command = prosodyBinary();
  if (command === undefined) {
    throw new EnvironmentFault('prosody is not installed: apt-get install prosody prosody-modules');
  }
  const [clientPort = 0, webSocketPort = 0, componentPort = 0] = await freePorts(3);
  const { files, storages } = await writeFolder(deployment);
  const config = join(folder, 'prosody.cfg.lua');
  const [, ...otherDomains] = accountsByDomain(deployment).keys();
  const catalog = hasCatalog ? provision[`Cat(${domain})`] : undefined;
  const settings = {
    ...{ folder, domain, otherDomains, clientPort, webSocketPort, files, catalog },
    asRoot: process.getuid?.() === 0,
    ...(secrets && { components: { port: componentPort, secrets } }),
    ...(federation && { federation }),
  };
  writeFileSync(config, prosodyConfig(settings));
  const server = await startProcess({
    name: 'Prosody',
    command,
    args: ['-F', '--config', config],
    folder,
    readiness: readinessOf('c2s', 'https', ...(secrets ? ['component'] : []), ...(federation ? ['s2s'] : [])),
  });
  const host = '127.0.0.1';
  return {
    product: 'Prosody',
    version: server.ready,
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
  const rooms = roomDomains(domain);
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
function readinessOf(...services: readonly string[]): (line: string) => string | undefined {
  let version = 'unknown';
  const awaited = new Set(services);
  return (line) => {
    version = /Prosody version (\S+)/.exec(line)?.[1] ?? version;
    awaited.delete(/Activated service '([^']+)' on \[/.exec(line)?.[1] ?? '');
    return awaited.size === 0 ? version : undefined;
  };
}
