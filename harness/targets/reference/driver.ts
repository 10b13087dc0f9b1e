import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CertificateFiles, writeCertificates } from '../certificate-files.ts';
import { type RunningProcess, startProcess } from '../process.ts';
import type { Deployment, RunningTarget, TargetDriver } from '../target.ts';
import { adminOf } from './admin.ts';
import { referenceConfig } from './config.ts';
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
    'Dom.clr',
    'Cat',
    'Cat.restrict',
    'mark',
    'stamp',
  ]),
  features: new Set(['catalog', 'offline', 'labels', 'live-provisioning', 'several-resources']),
  start,
};

const command = fileURLToPath(new URL('../../../bin/cmbac-server.ts', import.meta.url));

async function start(deployment: Deployment): Promise<RunningTarget> {
  const { folder, domain, faults } = deployment;
  const files = await writeCertificates(folder, domain);
  const adminToken = randomBytes(24).toString('base64url');
  const config = join(folder, 'server.yaml');
  writeFileSync(config, referenceConfig(deployment, files, adminToken), { mode: 0o600 });
  const broken = faults.length === 0 ? [] : ['--faults', faults.join(','), '--i-know-this-is-unsafe'];
  const server = await startProcess({
    name: 'the reference server',
    command: process.execPath,
    args: [command, 'serve', '--config', config, ...broken],
    folder,
    readiness: readReadyLine,
  });
  return runningReference(domain, files, adminToken, server);
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
    reset: (provision) => admin.replace(provision),
    provision: (change) => admin.change(change),
    stop: () => server.stop(),
  };
}
