import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { z } from 'zod';
import { type CertificateFiles, writeCertificates } from '../../harness/targets/certificate-files.ts';
import type { Federation, Provision } from '../../harness/targets/index.ts';
import { startProcess } from '../../harness/targets/process.ts';
import type { Contender, RunningContender, Setting } from './contender.ts';

/** What the reference server is told, where it has a choice. */
export interface ReferenceTerms {
  readonly marking: 'preserve' | 'verify' | 'rewrite';
  /** May its peers have what is marked SECRET, and send it? Left out: nobody asks. */
  readonly peersCleared?: true;
  /** How labels are written for its peers, and understood from them; left out: as they are. */
  readonly peersMapping?: { readonly policy: 'HARNESS-B'; readonly format?: '4774' };
}

/**
 * The reference server with every check on, in a given mode for markings: every account is cleared up to SECRET, and so
 * are the server and the domain, so that each level is asked. `profileFolder`: where its processor profile goes.
 */
export function reference(terms: ReferenceTerms, profileFolder?: string): Contender {
  const flags = profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`];
  return { name: 'reference server', start: (setting) => start(setting, terms, flags) };
}

const program = fileURLToPath(new URL('../../bin/cmbac-server.ts', import.meta.url));
const policies = ['harness-a', 'harness-b'].map((name) =>
  fileURLToPath(new URL(`../../fixtures/policies/${name}/spif.xml`, import.meta.url)),
);

const upToRestricted = { policy: 'HARNESS-A', classifications: ['UNCLASSIFIED', 'RESTRICTED'] };
const upToSecret = {
  policy: 'HARNESS-A',
  classifications: ['UNCLASSIFIED', 'RESTRICTED', 'CONFIDENTIAL', 'SECRET'],
};

async function start(
  setting: Setting,
  terms: ReferenceTerms,
  flags: readonly string[],
): Promise<RunningContender> {
  const { folder, domain, federation } = setting;
  const files = await writeCertificates(folder, [domain], undefined, federation?.authority);
  const config = join(folder, 'server.yaml');
  // Each in full: a reader takes a hundred repeated ones for an attack
  writeFileSync(config, stringify(configuration(setting, terms, files), { aliasDuplicateObjects: false }));
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
    ca: files.ca,
    version,
    stop: () => server.stop(),
  };
}

function configuration(
  { domain, accounts, rooms, uncleared = [], federation }: Setting,
  terms: ReferenceTerms,
  { certificate, key, caFile }: CertificateFiles,
): object {
  const clearanceOf = (user: string) => (uncleared.includes(user) ? upToRestricted : upToSecret);
  const users = Object.keys(accounts).map((user) => [`U(${user})`, clearanceOf(user)] as const);
  return {
    domain,
    listen: {
      client: '127.0.0.1:0',
      clientTls: '127.0.0.1:0',
      ...(federation && { peer: `127.0.0.1:${federation.port}` }),
    },
    ...(federation && { federation: { ca: caFile, routes: routesOf(federation) } }),
    tls: { certificate, key },
    starttls: 'optional',
    accounts,
    ...(rooms !== undefined && { rooms: [rooms] }),
    provision: {
      Pol: terms.peersMapping === undefined ? policies.slice(0, 1) : policies,
      'Srv.clr': upToSecret,
      [`Dom(${domain}).clr`]: upToSecret,
      ...(rooms !== undefined && { [`Dom(${rooms}).clr`]: upToSecret }),
      mark: terms.marking,
      ...Object.fromEntries(users),
      ...peerVerbs(terms),
    },
  };
}

function routesOf({ routes }: Federation): Record<string, string> {
  return Object.fromEntries(
    Object.entries(routes).map(([domain, { host, port }]) => [domain, `${host}:${port}`]),
  );
}

function peerVerbs({ peersCleared, peersMapping }: ReferenceTerms): Provision {
  return {
    ...(peersCleared && { 'Peer*.in': upToSecret, 'Peer*.out': upToSecret }),
    ...(peersMapping && { 'Peer*.map': peersMapping }),
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
