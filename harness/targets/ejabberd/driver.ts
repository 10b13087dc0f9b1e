import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accountsByDomain } from '../accounts-by-domain.ts';
import { type CertificateFiles, writeCertificates } from '../certificate-files.ts';
import { freePorts } from '../ports.ts';
import { startProcess } from '../process.ts';
import { type Deployment, EnvironmentFault, type RunningTarget, type TargetDriver } from '../target.ts';
import { type EjabberdPorts, type EjabberdSettings, ejabberdConfig, roomDomains } from './config.ts';
import { resetEjabberd } from './control.ts';
import { ejabberdInstallation, vmArguments } from './vm.ts';

/**
 * ejabberd as it is: it carries labels, knows nothing of them, and enforces nothing.
 *
 * COMPAT ejabberd 23.01: it has BOSH, but keeps the request with which a session pauses, where XEP-0124 §10 has it answered
 * at once; so it is not asked for `bosh`.
 */
export const ejabberd: TargetDriver = {
  name: 'ejabberd',
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
    'peers',
  ]),
  start: (deployment) => startEjabberd(deployment),
};

/**
 * Starts ejabberd; `component` gives it an external component besides.
 *
 * @throws EnvironmentFault when it is not installed, or does not start.
 */
export async function startEjabberd(
  deployment: Deployment,
  component?: EjabberdSettings['component'],
): Promise<RunningTarget> {
  const { folder, domain, federation } = deployment;
  const installation = ejabberdInstallation();
  if (installation === undefined) {
    throw new EnvironmentFault('ejabberd is not installed: apt-get install ejabberd');
  }
  const [client = 0, clientTls = 0, webSocket = 0] = await freePorts(3);
  const { ca } = await writeFolder(deployment, { client, clientTls, webSocket }, component);
  const server = await startProcess({
    name: 'ejabberd',
    command: installation.erl,
    args: vmArguments(installation, folder, federation && join(folder, nameServerFile)),
    folder,
    readiness: (line) => /^READY (\S+)/.exec(line)?.[1],
    // Its memory supervisor's farewell, whatever it ends of
    noise: /^\[os_mon\]/,
  });
  const host = '127.0.0.1';
  return {
    product: 'ejabberd',
    version: server.ready,
    client: { host, port: client, domain, ca },
    clientTls: { host, port: clientTls },
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
  component: EjabberdSettings['component'],
): Promise<CertificateFiles> {
  const { folder, domain, federation } = deployment;
  const domains = accountsByDomain(deployment);
  const [, ...otherDomains] = domains.keys();
  const named = federation ? [...domains.keys(), ...roomDomains(domain)] : [...domains.keys()];
  const files = await writeCertificates(folder, named, undefined, federation?.authority);
  const parts = { ...(component && { component }), ...(federation && { federation }) };
  const settings = { domain, otherDomains, ports, files, ...parts };
  writeFileSync(join(folder, 'ejabberd.yml'), ejabberdConfig(settings));
  if (federation) writeFileSync(join(folder, nameServerFile), erlangResolver(federation.nameServer));
  const accounts = [...domains].flatMap(([home, users]) =>
    Object.entries(users).map(([user, password]) => [user, home, password]),
  );
  writeFileSync(join(folder, 'accounts.json'), JSON.stringify(accounts), { mode: 0o600 });
  return files;
}

const nameServerFile = 'inetrc';

/** Erlang's own resolver, asking this name server (`127.0.0.1:40053`) for all that it asks at all, and remembering nothing. */
function erlangResolver(nameServer: string): string {
  const [host = '', port = ''] = nameServer.split(':');
  const entries = ['{lookup, [file, dns]}', '{resolv_conf, ""}', '{hosts_file, ""}', '{cache_size, 0}'];
  const server = `{nameserver, {${host.replaceAll('.', ',')}}, ${port}}`;
  return [...entries, server].map((entry) => `${entry}.\n`).join('');
}
