import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CertificateFiles, writeCertificates } from '../../harness/targets/certificate-files.ts';
import { freePorts } from '../../harness/targets/index.ts';
import { startProcess } from '../../harness/targets/process.ts';
import { federationLines } from '../../harness/targets/prosody/config.ts';
import { prosodyBinary } from '../../harness/targets/prosody/driver.ts';
import { routeModule, writeRouteModule } from '../../harness/targets/prosody/routes.ts';
import { ProsodyStorage } from '../../harness/targets/prosody/storage.ts';
import type { Contender, RunningContender, Setting } from './contender.ts';

/**
 * Prosody without archive, carbons, resumption and personal eventing, and without limits: it does nothing with a message
 * but pass it on. `nagle`: whether small writes wait for an acknowledgement, as they do unless it is told otherwise.
 */
export function prosody(nagle: boolean): Contender {
  return {
    name: nagle ? 'Prosody' : 'Prosody, nagle=false',
    ...(prosodyBinary() === undefined && { missing: 'Prosody is not installed: apt-get install prosody' }),
    start: (setting) => start(setting, nagle),
  };
}

async function start(setting: Setting, nagle: boolean): Promise<RunningContender> {
  const { folder, domain, accounts, federation } = setting;
  const [port = 0, tlsPort = 0] = await freePorts(2);
  const files = await writeCertificates(folder, [domain], undefined, federation?.authority);
  new ProsodyStorage(folder, domain).writeAccounts(accounts);
  const config = join(folder, 'prosody.cfg.lua');
  if (federation) writeRouteModule(folder);
  writeFileSync(config, configLines({ ...setting, port, tlsPort, files, nagle }).join('\n'));
  const server = await startProcess({
    name: 'Prosody',
    command: prosodyBinary() ?? 'prosody',
    args: ['-F', '--config', config],
    folder,
    readiness: readReady(federation === undefined ? 2 : 3),
  });
  const { pid, ready } = server;
  return { pid, host: '127.0.0.1', port, tlsPort, ca: files.ca, version: ready, stop: () => server.stop() };
}

interface ProsodyRun extends Setting {
  readonly port: number;
  readonly tlsPort: number;
  readonly files: CertificateFiles;
  readonly nagle: boolean;
}

function configLines(run: ProsodyRun): string[] {
  const { folder, domain, rooms, federation, port, tlsPort, files, nagle } = run;
  const forPeers = federation === undefined ? '' : ` "${routeModule}";`;
  return [
    `data_path = "${folder}/data"; certificates = "${folder}"; pidfile = "${folder}/prosody.pid"`,
    'log = { info = "*console" }',
    ...(process.getuid?.() === 0 ? ['run_as_root = true'] : []),
    `interfaces = { "127.0.0.1" }; c2s_ports = { ${port} }; c2s_direct_tls_ports = { ${tlsPort} }`,
    's2s_direct_tls_ports = { }; http_ports = { }; https_ports = { }; component_ports = { }',
    ...federationLines(federation, files),
    `plugin_paths = { "${folder}/modules" }`,
    `modules_enabled = { "disco"; "roster"; "saslauth"; "tls"; "ping"; "posix";${forPeers} }`,
    'authentication = "internal_plain"; storage = "internal"',
    'c2s_require_encryption = false; limits = { }',
    `network_settings = { nagle = ${nagle} }`,
    `VirtualHost "${domain}"`,
    `  ssl = { certificate = "${files.certificate}"; key = "${files.key}"; }`,
    ...(rooms === undefined ? [] : [`Component "${rooms}" "muc"`]),
    '',
  ];
}

/** Ready when it listens on so many ports; gives the version that it says on the way. */
function readReady(ports: number): (line: string) => string | undefined {
  let version = 'unknown';
  let listening = 0;
  return (line) => {
    version = /Prosody version (\S+)/.exec(line)?.[1] ?? version;
    return /Activated service '[cs]2s/.test(line) && ++listening === ports ? version : undefined;
  };
}
