import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { type CertificateFiles, writeCertificates } from '../targets/certificate-files.ts';
import { freePorts } from '../targets/index.ts';
import type { TypedIn } from './typed-in.fixture.ts';

/** A laboratory of one server, which somebody starts and provisions by hand. */
export interface Lab {
  readonly folder: string;
  readonly port: number;
  readonly files: CertificateFiles;
  /** The file that describes the server. */
  readonly description: string;
}

/** Its domains: the one under test, another one, and one for rooms. */
export const labDomains = { domain: 'alpha.lab', second: 'beta.lab', rooms: 'rooms.alpha.lab' } as const;

/** All accounts have it. */
export const labPassword = 'as the person likes';

const command = fileURLToPath(new URL('../../bin/cmbac-server.ts', import.meta.url));

/** A folder with certificates, and the description of a server of these verbs and features. */
export async function newLab(
  folder: string,
  {
    verbs,
    claims,
    profile,
  }: { readonly verbs: readonly string[]; readonly claims: readonly string[]; readonly profile?: string },
): Promise<Lab> {
  const [port = 0] = await freePorts(1);
  const { domain, second, rooms } = labDomains;
  const files = await writeCertificates(folder, [domain, second, rooms]);
  writeFileSync(join(folder, 'password'), labPassword);
  const description = join(folder, 'lab.yaml');
  writeFileSync(
    description,
    stringify({
      schema: 'cmbac/target@1',
      id: 'alpha-lab',
      product: { name: 'A server by hand' },
      driver: { kind: 'remote' },
      ...(profile !== undefined && { profile }),
      domains: { 'a.test': domain, 'a2.test': second, 'muc.a.test': rooms, 'muc2.a.test': 'none' },
      reach: { client: { host: '127.0.0.1', port } },
      trust: { ca: 'ca.crt' },
      accounts: { pattern: 'cmbac-{user}', password: { file: 'password' } },
      provisioning: { verbs, clearances: 'x501' },
      claims: Object.fromEntries(claims.map((name) => [name, 'yes'])),
    }),
  );
  return { folder, port, files, description };
}

/** Starts a reference server with what a person has typed in, and gives the way to stop it. */
export async function startByHand(
  { folder, port, files }: Lab,
  { accounts, provision }: TypedIn,
): Promise<() => Promise<void>> {
  const { domain, second, rooms } = labDomains;
  const passwords = (names: readonly string[] = []): Record<string, string> =>
    Object.fromEntries(names.map((name) => [name, labPassword]));
  const config = join(folder, 'server.yaml');
  writeFileSync(
    config,
    stringify({
      domain,
      listen: { client: `127.0.0.1:${port}` },
      tls: { certificate: files.certificate, key: files.key },
      accounts: passwords(accounts[domain]),
      domains: { [second]: { accounts: passwords(accounts[second]) } },
      rooms: [rooms],
      provision,
    }),
  );
  const server = spawn(process.execPath, [command, 'serve', '--config', config], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return whenItSays(server, '"ready"');
}

/** Starts a Prosody as its package has it, with these accounts, and gives the way to stop it. */
export async function startProsodyByHand(
  { folder, port, files }: Lab,
  prosody: string,
  accounts: TypedIn['accounts'],
): Promise<() => Promise<void>> {
  const { domain, second, rooms } = labDomains;
  const config = join(folder, 'prosody.cfg.lua');
  const certificate = `ssl = { certificate = "${files.certificate}"; key = "${files.key}" }`;
  const lines = [
    `data_path = "${folder}/data"; certificates = "${folder}"; pidfile = "${folder}/prosody.pid"`,
    'log = { info = "*console" }; run_as_root = true',
    `interfaces = { "127.0.0.1" }; c2s_ports = { ${port} }; c2s_direct_tls_ports = { }; http_ports = { }; https_ports = { }`,
    'modules_enabled = { "disco", "roster", "saslauth", "tls", "ping", "version", "offline", "posix" }',
    'modules_disabled = { "s2s" }; authentication = "internal_hashed"; storage = "internal"; limits = { }',
    `VirtualHost "${domain}"\n  ${certificate}`,
    `VirtualHost "${second}"\n  ${certificate}`,
    `Component "${rooms}" "muc"`,
  ];
  writeFileSync(config, `${lines.join('\n')}\n`);
  for (const [home, names] of Object.entries(accounts))
    for (const name of names)
      execFileSync(`${prosody}ctl`, ['--config', config, 'register', name, home, labPassword]);
  const server = spawn(prosody, ['-F', '--config', config], { stdio: ['ignore', 'pipe', 'inherit'] });
  return whenItSays(server, "Activated service 'c2s' on [");
}

/** Ready when this is in a line of what it says. Gives the way to stop it. */
async function whenItSays(
  server: ChildProcessByStdio<null, Readable, null>,
  words: string,
): Promise<() => Promise<void>> {
  const ended = once(server, 'close');
  const lines = createInterface({ input: server.stdout });
  const ready = new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => {
      if (line.includes(words)) resolve();
    });
    lines.once('close', () => {
      reject(new Error('the server did not start'));
    });
  });
  await ready;
  return async () => {
    server.kill('SIGTERM');
    await ended;
  };
}
