import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accountsByDomain } from '../accounts-by-domain.ts';
import { type CertificateFiles, writeCertificates } from '../certificate-files.ts';
import { freePorts } from '../ports.ts';
import { startProcess } from '../process.ts';
import { type Deployment, EnvironmentFault, type RunningTarget, type TargetDriver } from '../target.ts';
import { type EjabberdPorts, type EjabberdSettings, ejabberdConfig } from './config.ts';
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
  const { folder, domain } = deployment;
  const installation = ejabberdInstallation();
  if (installation === undefined) {
    throw new EnvironmentFault('ejabberd is not installed: apt-get install ejabberd');
  }
  const [client = 0, clientTls = 0, webSocket = 0] = await freePorts(3);
  const { ca } = await writeFolder(deployment, { client, clientTls, webSocket }, component);
  const server = await startProcess({
    name: 'ejabberd',
    command: installation.erl,
    args: vmArguments(installation, folder),
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
    entrances: { websocket: { host, port: webSocket } },
    reset: () => resetEjabberd(join(folder, 'control')),
    provision: () => Promise.reject(new EnvironmentFault('ejabberd has no security labels to provision')),
    stop: () => server.stop(),
  };
}

/** Certificates, configuration and accounts, as the server reads them when it starts. */
async function writeFolder(
  deployment: Deployment,
  ports: EjabberdPorts,
  component: EjabberdSettings['component'],
): Promise<CertificateFiles> {
  const { folder, domain } = deployment;
  const domains = accountsByDomain(deployment);
  const [, ...otherDomains] = domains.keys();
  const files = await writeCertificates(folder, [...domains.keys()]);
  const settings = { domain, otherDomains, ports, files, ...(component && { component }) };
  writeFileSync(join(folder, 'ejabberd.yml'), ejabberdConfig(settings));
  const accounts = [...domains].flatMap(([home, users]) =>
    Object.entries(users).map(([user, password]) => [user, home, password]),
  );
  writeFileSync(join(folder, 'accounts.json'), JSON.stringify(accounts), { mode: 0o600 });
  return files;
}
