import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { accountsByDomain } from '../accounts-by-domain.ts';
import { type CertificateFiles, writeCertificates } from '../certificate-files.ts';
import { startNameServer } from '../name-server.ts';
import { type RunningProcess, startProcess } from '../process.ts';
import type { Deployment, Names, RunningTarget, TargetDriver } from '../target.ts';
import { adminOf } from './admin.ts';
import { referenceConfig } from './config.ts';
import { entranceNames, entrancesFrom } from './entrances.ts';
import { type ReadyLine, readReadyLine, splitAddress } from './ready-line.ts';

/** The reference server, as a child process like any other. The only target that can be started with faults. */
export const reference: TargetDriver = {
  name: 'reference',
  verbs: new Set([
    'U',
    'U*',
    'Pol',
    'Pol.label',
    'Pol.clr',
    'Srv.clr',
    'Srv.lbl',
    'Dom.clr',
    'Dom.lbl',
    'Loc',
    'Loc*',
    'Cat',
    'Cat.restrict',
    'Cat.reveal',
    'iq',
    'Pres.lbl',
    'denials',
    'store.withheld',
    'store.label',
    'contentfree',
    'Syn',
    'unknown',
    'mark',
    'stamp',
  ]),
  features: new Set(['catalog', 'offline', 'labels', 'live-provisioning', 'several-resources', 'several-domains', 'matched-errors', 'source-address', 'name-server', 'trusted-proxy', ...entranceNames]),
  start,
};

const command = fileURLToPath(new URL('../../../bin/cmbac-server.ts', import.meta.url));

const noNames: Names = { claims: {}, hosts: {} };

async function start(deployment: Deployment): Promise<RunningTarget> {
  const { folder, domain, faults } = deployment;
  const files = await writeCertificates(folder, [...accountsByDomain(deployment).keys()]);
  const adminToken = randomBytes(24).toString('base64url');
  const config = join(folder, 'server.yaml');
  const nameServer = await startNameServer(deployment.names ?? noNames);
  const text = referenceConfig(deployment, files, { adminToken, nameServer: nameServer.address });
  writeFileSync(config, text, { mode: 0o600 });
  const broken = faults.length === 0 ? [] : ['--faults', faults.join(','), '--i-know-this-is-unsafe'];
  try {
    const server = await startProcess({
      name: 'the reference server',
      command: process.execPath,
      args: [command, 'serve', '--config', config, ...broken],
      folder,
      readiness: readReadyLine,
    });
    const running = runningReference(domain, files, adminToken, server);
    return { ...running, stop: () => server.stop().finally(() => nameServer.stop()) };
  } catch (error) {
    await nameServer.stop();
    throw error;
  }
}

function runningReference(
  domain: string,
  { ca }: CertificateFiles,
  adminToken: string,
  server: RunningProcess<ReadyLine>,
): RunningTarget {
  const { client, clientTls, admin: address, version } = server.ready;
  const admin = adminOf(address, adminToken);
  return {
    product: 'cmbac reference server',
    version,
    client: { ...splitAddress(client), domain, ca },
    clientTls: splitAddress(clientTls),
    entrances: entrancesFrom(server.ready),
    reset: (provision) => admin.replace(provision),
    provision: (change) => admin.change(change),
    stop: () => server.stop(),
  };
}
