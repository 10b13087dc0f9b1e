import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { accountsByDomain } from '../accounts-by-domain.ts';
import { type CertificateFiles, writeCertificates } from '../certificate-files.ts';
import { componentsAt } from '../components-at.ts';
import { startNameServer } from '../name-server.ts';
import { type RunningProcess, startProcess } from '../process.ts';
import { startOf } from '../starter.ts';
import type { Deployment, Names, RunningTarget, TargetDriver } from '../target.ts';
import { adminOf } from './admin.ts';
import { referenceConfig, roomDomains } from './config.ts';
import {
  changeWith,
  type DirectoryPlan,
  directoryFeatures,
  directoryVerbs,
  planDirectory,
  resetWith,
  withoutDirectory,
} from './directory.ts';
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
    'Rm.clr',
    'Rm.lbl',
    'Rm.dfl',
    'Rm.exact',
    'Loc',
    'Loc*',
    'Cat',
    'Cat.restrict',
    'Cat.reveal',
    'iq',
    'Announce',
    'Peer.in',
    'Peer.out',
    'Peer.dfl',
    'Peer.map',
    'Peer*.in',
    'Peer*.out',
    'Peer*.dfl',
    'Peer*.map',
    'Pres.lbl',
    'denials',
    'store.withheld',
    'store.label',
    'contentfree',
    'subject',
    'Syn',
    'unknown',
    'mark',
    'stamp',
    'Cmp.clr',
    'Cmp.dfl',
    'Cmp.map',
    ...directoryVerbs,
  ]),
  features: new Set([
    'catalog',
    'offline',
    'labels',
    'live-provisioning',
    'rooms',
    'room-history',
    'shared-nicks',
    'room-label-fields',
    'room-usual-label',
    'several-resources',
    'client-probes',
    'several-domains',
    'matched-errors',
    'carbons',
    'multicast',
    'source-address',
    'capabilities',
    'stream-management',
    'name-server',
    'trusted-proxy',
    'components',
    ...entranceNames,
    'peers',
    'bidi',
    'dialback',
    'certificate-clearance',
    ...directoryFeatures,
  ]),
  without: withoutDirectory,
  start,
};

const command = fileURLToPath(new URL('../../../bin/cmbac-server.ts', import.meta.url));

const noNames: Names = { claims: {}, hosts: {} };

async function start(deployment: Deployment): Promise<RunningTarget> {
  const { folder, domain, faults, federation } = deployment;
  const { rooms = roomDomains(domain) } = deployment;
  const others = federation ? [...rooms, ...Object.keys(deployment.components ?? {})] : [];
  const names = [...accountsByDomain(deployment).keys(), ...others];
  const files = await writeCertificates(
    folder,
    names,
    deployment.certificateClearance,
    federation?.authority,
  );
  const adminToken = randomBytes(24).toString('base64url');
  const config = join(folder, 'server.yaml');
  const nameServer = federation ? undefined : await startNameServer(deployment.names ?? noNames);
  const directory = await planDirectory(folder);
  const text = referenceConfig(deployment, files, {
    adminToken,
    nameServer: federation?.nameServer ?? nameServer?.address ?? '',
    ...(directory && { directory: directory.config }),
  });
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
    const running = runningReference(domain, files, adminToken, server, directory);
    const stop = async (): Promise<void> => {
      await Promise.allSettled([server.stop(), directory?.slapd.down()]);
      await nameServer?.stop();
    };
    const { component = '' } = server.ready;
    return { ...running, ...componentsAt(deployment, splitAddress(component)), stop };
  } catch (error) {
    await nameServer?.stop();
    throw error;
  }
}

function runningReference(
  domain: string,
  { ca }: CertificateFiles,
  adminToken: string,
  server: RunningProcess<ReadyLine>,
  directory: DirectoryPlan | undefined,
): RunningTarget {
  const { client, clientTls, peer, admin: address, version } = server.ready;
  const admin = adminOf(address, adminToken);
  return {
    product: 'cmbac reference server',
    version,
    ...startOf(server),
    client: { ...splitAddress(client), domain, ca },
    clientTls: splitAddress(clientTls),
    ...(peer !== undefined && { peer: splitAddress(peer) }),
    entrances: entrancesFrom(server.ready),
    reset: (provision) => resetWith(provision, admin, directory?.slapd),
    provision: (change) => changeWith(change, admin, directory?.slapd),
    stop: () => server.stop(),
  };
}
