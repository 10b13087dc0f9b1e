import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { accountsByDomain } from '../accounts-by-domain.ts';
import { type CertificateFiles, writeCertificates } from '../certificate-files.ts';
import { freePorts } from '../ports.ts';
import { asProcess } from '../process.ts';
import { type Starter, startOf } from '../starter.ts';
import { type Deployment, EnvironmentFault, type RunningTarget, type TargetDriver } from '../target.ts';
import { type EjabberdPorts, type EjabberdSettings, ejabberdConfig, roomDomains } from './config.ts';
import { resetEjabberd } from './control.ts';
import { resolverFile, writeResolver } from './resolver.ts';
import {
  type EjabberdInstallation,
  ejabberdInstallation,
  packagedEjabberd,
  vmArguments,
  writeControlModule,
} from './vm.ts';

/** How an ejabberd is had: what starts it, and where it is. Everything else about it is the same. */
export interface EjabberdWay {
  readonly starter: Starter;
  /** @throws EnvironmentFault when it is not installed. */
  readonly installation: () => EjabberdInstallation;
}

/** What Debian's package has put on this machine. */
const installed: EjabberdWay = {
  starter: asProcess,
  installation: () => {
    const installation = ejabberdInstallation();
    if (installation !== undefined) return installation;
    throw new EnvironmentFault('ejabberd is not installed: apt-get install ejabberd');
  },
};

/** ejabberd as it is: it carries labels, knows nothing of them, and enforces nothing. */
export const ejabberd: TargetDriver = ejabberdDriver('ejabberd', installed);

/** One list for both ways: it is the same server. */
const knownDifferences = fileURLToPath(new URL('expected-failures.yaml', import.meta.url));

/** What Debian's package puts into an image. */
export function ejabberdIn(container: Starter): TargetDriver {
  const way = { starter: container, installation: () => packagedEjabberd };
  return {
    ...ejabberdDriver('ejabberd-container', way),
    sameAs: ejabberd.name,
    expectations: knownDifferences,
  };
}

/**
 * COMPAT ejabberd 23.01: it has BOSH, but keeps the request with which a session pauses, where XEP-0124 §10 has it answered
 * at once; so it is not asked for `bosh`.
 */
function ejabberdDriver(name: string, way: EjabberdWay): TargetDriver {
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
    ]),
    start: (deployment) => startEjabberd(deployment, way),
  };
}

/** @throws EnvironmentFault when it is not installed, or does not start. */
export async function startEjabberd(
  deployment: Deployment,
  { starter, installation }: EjabberdWay = installed,
): Promise<RunningTarget> {
  const { folder, domain, federation } = deployment;
  const files = installation();
  const secrets = Object.entries(deployment.components ?? {});
  const [client = 0, clientTls = 0, webSocket = 0, ...ports] = await freePorts(3 + secrets.length);
  const components = secrets.map(([name, secret], index) => ({ name, secret, port: ports[index] ?? 0 }));
  const { ca } = await writeFolder(deployment, { client, clientTls, webSocket }, components);
  const host = '127.0.0.1';
  const server = await starter.start({
    name: 'ejabberd',
    command: files.erl,
    args: vmArguments(files, folder, federation && resolverFile(folder)),
    folder,
    readiness: (line) => /^READY (\S+)/.exec(line)?.[1],
    answers: { host, port: client, domains: [...accountsByDomain(deployment).keys()] },
    // Its memory supervisor's farewell, whatever it ends of
    noise: /^\[os_mon\]/,
  });
  return {
    product: 'ejabberd',
    version: server.ready,
    ...startOf(server),
    client: { host, port: client, domain, ca },
    clientTls: { host, port: clientTls },
    components: Object.fromEntries(components.map(({ name, port }) => [name, { host, port }])),
    ...(federation && { peer: { host, port: federation.port } }),
    entrances: { websocket: { host, port: webSocket } },
    reset: () => resetEjabberd(join(folder, 'control')),
    provision: () => Promise.reject(new EnvironmentFault('ejabberd has no security labels to provision')),
    stop: () => server.stop(),
  };
}

/** Certificates, configuration, accounts and the name server to ask, as the server reads them when it starts. */
async function writeFolder(
  deployment: Deployment,
  ports: EjabberdPorts,
  components: NonNullable<EjabberdSettings['components']>,
): Promise<CertificateFiles> {
  const { folder, domain, federation } = deployment;
  const domains = accountsByDomain(deployment);
  const [, ...otherDomains] = domains.keys();
  const { rooms = roomDomains(domain) } = deployment;
  const others = federation ? [...rooms, ...components.map(({ name }) => name)] : [];
  const named = [...domains.keys(), ...others];
  const files = await writeCertificates(folder, named, undefined, federation?.authority);
  const parts = { components, ...(federation && { federation }) };
  const settings = { domain, otherDomains, rooms, ports, files, ...parts };
  writeFileSync(join(folder, 'ejabberd.yml'), ejabberdConfig(settings));
  writeControlModule(folder);
  if (federation) writeResolver(folder, federation.nameServer);
  const accounts = [...domains].flatMap(([home, users]) =>
    Object.entries(users).map(([user, password]) => [user, home, password]),
  );
  writeFileSync(join(folder, 'accounts.json'), JSON.stringify(accounts), { mode: 0o600 });
  return files;
}
