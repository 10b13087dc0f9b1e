import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { z } from 'zod';
import { writeCertificates } from '../../harness/targets/certificate-files.ts';
import { startProcess } from '../../harness/targets/process.ts';
import type { Contender, RunningContender, Setting } from './contender.ts';

/**
 * The reference server with every check on, in a given mode for markings: every account is cleared up to SECRET, and so
 * are the server and the domain, so that each level is asked. `profileFolder`: where its processor profile goes.
 */
export function reference(marking: 'preserve' | 'verify' | 'rewrite', profileFolder?: string): Contender {
  const flags = profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`];
  return { name: 'reference server', start: (setting) => start(setting, marking, flags) };
}

const program = fileURLToPath(new URL('../../bin/cmbac-server.ts', import.meta.url));
const policy = fileURLToPath(new URL('../../fixtures/policies/harness-a/spif.xml', import.meta.url));

const upToRestricted = { policy: 'HARNESS-A', classifications: ['UNCLASSIFIED', 'RESTRICTED'] };
const upToSecret = {
  policy: 'HARNESS-A',
  classifications: ['UNCLASSIFIED', 'RESTRICTED', 'CONFIDENTIAL', 'SECRET'],
};

async function start(setting: Setting, marking: string, flags: readonly string[]): Promise<RunningContender> {
  const { folder, domain, accounts, rooms, uncleared = [] } = setting;
  const { certificate, key, ca } = await writeCertificates(folder, [domain]);
  const users = Object.fromEntries(
    Object.keys(accounts).map((user) => [
      `U(${user})`,
      uncleared.includes(user) ? upToRestricted : upToSecret,
    ]),
  );
  const config = join(folder, 'server.yaml');
  writeFileSync(
    config,
    stringify(
      {
        domain,
        listen: { client: '127.0.0.1:0', clientTls: '127.0.0.1:0' },
        tls: { certificate, key },
        starttls: 'optional',
        accounts,
        ...(rooms !== undefined && { rooms: [rooms] }),
        provision: {
          Pol: [policy],
          'Srv.clr': upToSecret,
          [`Dom(${domain}).clr`]: upToSecret,
          ...(rooms !== undefined && { [`Dom(${rooms}).clr`]: upToSecret }),
          mark: marking,
          ...users,
        },
      },
      // Each in full: a reader takes a hundred repeated ones for an attack
      { aliasDuplicateObjects: false },
    ),
  );
  const server = await startProcess({
    name: 'the reference server',
    command: process.execPath,
    args: [...flags, program, 'serve', '--config', config],
    folder,
    readiness: readReady,
  });
  const { client, clientTls, version } = server.ready;
  return {
    pid: server.pid,
    host: '127.0.0.1',
    port: portOf(client),
    tlsPort: portOf(clientTls),
    ca,
    version,
    stop: () => server.stop(),
  };
}

const readyLine = z.object({
  ready: z.object({ client: z.string(), clientTls: z.string(), version: z.string() }),
});

function readReady(line: string): z.infer<typeof readyLine>['ready'] | undefined {
  if (!line.startsWith('{"ready"')) return undefined;
  return readyLine.parse(JSON.parse(line)).ready;
}

function portOf(address: string): number {
  return Number(address.slice(address.lastIndexOf(':') + 1));
}
