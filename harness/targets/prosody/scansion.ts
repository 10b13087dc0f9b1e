import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeCertificates } from '../certificate-files.ts';
import { freePorts } from '../ports.ts';
import { startProcess } from '../process.ts';
import { startOf } from '../starter.ts';
import { type Deployment, EnvironmentFault, type RunningTarget } from '../target.ts';
import { prosodyBinary, readinessOf } from './driver.ts';
import { resetHosts, writeHostResetModule } from './host-reset.ts';
import { scansionConfig } from './scansion-config.ts';

/**
 * Starts Prosody for scripts in scansion's language (`scansionConfig`): its rooms are at `conference.`. `reset` leaves nothing of what
 * was played.
 *
 * @throws EnvironmentFault when it is not installed, or does not start
 */
export async function startProsodyForScripts({
  folder,
  domain,
}: Pick<Deployment, 'folder' | 'domain'>): Promise<RunningTarget> {
  const command = prosodyBinary();
  if (command === undefined)
    throw new EnvironmentFault('prosody is not installed: apt-get install prosody prosody-modules');
  const [clientPort = 0, httpsPort = 0] = await freePorts(2);
  const files = await writeCertificates(folder, [domain, `upload.${domain}`]);
  const config = join(folder, 'prosody.cfg.lua');
  const asRoot = process.getuid?.() === 0;
  writeHostResetModule(folder);
  writeFileSync(config, scansionConfig({ folder, domain, clientPort, httpsPort, files, asRoot }));
  const host = '127.0.0.1';
  const server = await startProcess({
    name: 'Prosody',
    command,
    args: ['-F', '--config', config],
    folder,
    readiness: readinessOf('c2s', 'https'),
    answers: { host, port: clientPort, domains: [domain] },
  });
  return {
    product: 'Prosody',
    version: server.ready,
    ...startOf(server),
    client: { host, port: clientPort, domain, ca: files.ca },
    reset: () => resetHosts({ host, port: httpsPort, domain, ca: files.ca }),
    provision: () => Promise.reject(new EnvironmentFault('Prosody has no security labels to provision')),
    stop: () => server.stop(),
  };
}
