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
import { lua } from '../targets/prosody/lua.ts';
import type { TypedIn, TypedOutside } from './typed-in.fixture.ts';

/** A laboratory of one server, which somebody starts and provisions by hand. */
export interface Lab {
  readonly folder: string;
  readonly port: number;
  /** Where it takes streams of other servers and of components, if it does. */
  readonly peerPort: number;
  readonly componentPort: number;
  readonly files: CertificateFiles;
  /** The file that describes the server. */
  readonly description: string;
}

/** Its domains: the one under test, another one, and one for rooms. */
export const labDomains = { domain: 'alpha.lab', second: 'beta.lab', rooms: 'rooms.alpha.lab' } as const;

/** All accounts have it. */
export const labPassword = 'as the person likes';

/** The secret of its components. */
export const labSecret = 'as long as sixteen characters';

/** What other servers and components are called there; one of scenarios' servers is not. */
export const labOthers = {
  'b.test': 'bravo.lab',
  'c.test': 'charlie.lab',
  'conf.b.test': 'conf.bravo.lab',
  'muc.b.test': 'none',
  'gw.a.test': 'gw.alpha.lab',
  'gw2.a.test': 'none',
} as const;

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
  const [port = 0, peerPort = 0, componentPort = 0, listenPort = 0, nameServer = 0] = await freePorts(5);
  const { domain, second, rooms } = labDomains;
  const files = await writeCertificates(folder, [domain, second, rooms, labOthers['gw.a.test']]);
  writeFileSync(join(folder, 'password'), labPassword);
  writeFileSync(join(folder, 'secret'), labSecret);
  const host = '127.0.0.1';
  const outside = {
    federation: {
      listen: { host, port: listenPort },
      nameServer,
      authority: { ca: 'others-ca.pem', key: { file: 'others-ca.key' } },
    },
    components: { 'gw.a.test': { file: 'secret' } },
  };
  const description = join(folder, 'lab.yaml');
  writeFileSync(
    description,
    stringify({
      schema: 'cmbac/target@1',
      id: 'alpha-lab',
      product: { name: 'A server by hand' },
      driver: { kind: 'remote' },
      ...(profile !== undefined && { profile }),
      domains: {
        ...{ 'a.test': domain, 'a2.test': second, 'muc.a.test': rooms, 'muc2.a.test': 'none' },
        ...labOthers,
      },
      reach: {
        client: { host, port },
        peer: { host, port: peerPort },
        components: { host, port: componentPort },
      },
      ...(claims.includes('peers') && outside),
      trust: { ca: 'ca.crt' },
      accounts: { pattern: 'cmbac-{user}', password: { file: 'password' } },
      provisioning: { verbs, clearances: 'x501' },
      claims: Object.fromEntries(claims.map((name) => [name, 'yes'])),
    }),
  );
  return { folder, port, peerPort, componentPort, files, description };
}

/** Starts a reference server with what a person has typed in, and gives the way to stop it. */
export async function startByHand(
  { folder, port, peerPort, componentPort, files }: Lab,
  { accounts, provision }: TypedIn,
  outside?: TypedOutside,
): Promise<() => Promise<void>> {
  const { domain, second, rooms } = labDomains;
  const passwords = (names: readonly string[] = []): Record<string, string> =>
    Object.fromEntries(names.map((name) => [name, labPassword]));
  const config = join(folder, 'server.yaml');
  writeFileSync(
    config,
    stringify({
      domain,
      listen: {
        client: `127.0.0.1:${port}`,
        ...(outside && { peer: `127.0.0.1:${peerPort}`, component: `127.0.0.1:${componentPort}` }),
      },
      ...(outside && {
        federation: { ca: outside.authority, routes: routesIn(outside), backOffSeconds: 2 },
        components: Object.fromEntries(outside.components.map((name) => [name, { secret: labSecret }])),
      }),
      tls: { certificate: files.certificate, key: files.key },
      accounts: passwords(accounts[domain]),
      domains: { [second]: { accounts: passwords(accounts[second]) } },
      rooms: [rooms],
      provision,
    }),
  );
  const server = spawn(process.execPath, [command, 'serve', '--config', config], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return whenItSays(server, '"ready"');
}

function routesIn({ routes }: TypedOutside): Record<string, string> {
  return Object.fromEntries(
    Object.entries(routes).map(([domain, { host, port }]) => [domain, `${host}:${port}`]),
  );
}

/** Starts a Prosody as its package has it, with these accounts, and gives the way to stop it. */
export async function startProsodyByHand(
  { folder, port, peerPort, componentPort, files }: Lab,
  prosody: string,
  accounts: TypedIn['accounts'],
  outside?: TypedOutside,
): Promise<() => Promise<void>> {
  const { domain, second, rooms } = labDomains;
  const config = join(folder, 'prosody.cfg.lua');
  const certificate = `ssl = { certificate = "${files.certificate}"; key = "${files.key}" }`;
  const lines = [
    `data_path = "${folder}/data"; certificates = "${folder}"; pidfile = "${folder}/prosody.pid"`,
    'log = { info = "*console" }; run_as_root = true',
    `interfaces = { "127.0.0.1" }; c2s_ports = { ${port} }; c2s_direct_tls_ports = { }; http_ports = { }; https_ports = { }`,
    'modules_enabled = { "disco", "roster", "saslauth", "tls", "ping", "version", "offline", "posix" }',
    'authentication = "internal_hashed"; storage = "internal"; limits = { }',
    // Nobody has to have SCRAM
    'disable_sasl_mechanisms = { "SCRAM-SHA-1", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS" }',
    ...(outside ? outsideLines(outside, peerPort, componentPort) : ['modules_disabled = { "s2s" }']),
    `VirtualHost "${domain}"\n  ${certificate}`,
    `VirtualHost "${second}"\n  ${certificate}`,
    `Component "${rooms}" "muc"\n  ${certificate}`,
    ...(outside?.components ?? []).map(
      (name) => `Component "${name}"\n  component_secret = ${lua(labSecret)}\n  ${certificate}`,
    ),
  ];
  writeFileSync(config, `${lines.join('\n')}\n`);
  for (const [home, names] of Object.entries(accounts))
    for (const name of names)
      execFileSync(`${prosody}ctl`, ['--config', config, 'register', name, home, labPassword]);
  const server = spawn(prosody, ['-F', '--config', config], { stdio: ['ignore', 'pipe', 'pipe'] });
  return whenItSays(server, "Activated service 'c2s' on [");
}

/** It asks the name server of the run where other servers are. */
function outsideLines(
  { authority, nameServer }: TypedOutside,
  peerPort: number,
  componentPort: number,
): string[] {
  const forward = nameServer.replace(':', '@');
  return [
    `s2s_ports = { ${peerPort} }; component_ports = { ${componentPort} }; s2s_direct_tls_ports = { }`,
    `s2s_secure_auth = true; ssl = { cafile = ${lua(authority)} }`,
    `unbound = { resolvconf = false; hoststxt = false; forward = ${lua(forward)}; options = { ["do-not-query-localhost:"] = "no" } }`,
  ];
}

/** Ready when this is in a line of what it says. Gives the way to stop it. */
async function whenItSays(
  server: ChildProcessByStdio<null, Readable, Readable>,
  words: string,
): Promise<() => Promise<void>> {
  const ended = once(server, 'close');
  const lines = createInterface({ input: server.stdout });
  let last = 'nothing';
  createInterface({ input: server.stderr }).on('line', (line) => (last = line));
  const ready = new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => {
      if (line.includes(words)) resolve();
    });
    lines.once('close', () => {
      reject(new Error(`the server did not start; it said: ${last}`));
    });
  });
  await ready;
  return async () => {
    server.kill('SIGTERM');
    await ended;
  };
}
