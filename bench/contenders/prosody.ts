import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeCertificates } from '../../harness/targets/certificate-files.ts';
import { freePorts } from '../../harness/targets/ports.ts';
import { startProcess } from '../../harness/targets/process.ts';
import { prosodyBinary } from '../../harness/targets/prosody/driver.ts';
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
  const { folder, domain, accounts, rooms } = setting;
  const [port = 0, tlsPort = 0] = await freePorts(2);
  const { certificate, key, ca } = await writeCertificates(folder, [domain]);
  new ProsodyStorage(folder, domain).writeAccounts(accounts);
  const config = join(folder, 'prosody.cfg.lua');
  const run = { folder, domain, rooms, port, tlsPort, certificate, key, nagle };
  writeFileSync(config, configLines(run).join('\n'));
  const server = await startProcess({
    name: 'Prosody',
    command: prosodyBinary() ?? 'prosody',
    args: ['-F', '--config', config],
    folder,
    readiness: readReady(),
  });
  const { pid, ready } = server;
  return { pid, host: '127.0.0.1', port, tlsPort, ca, version: ready, stop: () => server.stop() };
}

interface ProsodyRun {
  readonly folder: string;
  readonly domain: string;
  readonly rooms: string | undefined;
  readonly port: number;
  readonly tlsPort: number;
  readonly certificate: string;
  readonly key: string;
  readonly nagle: boolean;
}

function configLines(run: ProsodyRun): string[] {
  const { folder, domain, rooms, port, tlsPort, certificate, key, nagle } = run;
  return [
    `data_path = "${folder}/data"; certificates = "${folder}"; pidfile = "${folder}/prosody.pid"`,
    'log = { info = "*console" }',
    ...(process.getuid?.() === 0 ? ['run_as_root = true'] : []),
    `interfaces = { "127.0.0.1" }; c2s_ports = { ${port} }; c2s_direct_tls_ports = { ${tlsPort} }`,
    's2s_ports = { }; s2s_direct_tls_ports = { }; http_ports = { }; https_ports = { }; component_ports = { }',
    'modules_disabled = { "s2s" }',
    'modules_enabled = { "disco"; "roster"; "saslauth"; "tls"; "ping"; "posix"; }',
    'authentication = "internal_plain"; storage = "internal"',
    'c2s_require_encryption = false; limits = { }',
    `network_settings = { nagle = ${nagle} }`,
    `VirtualHost "${domain}"`,
    `  ssl = { certificate = "${certificate}"; key = "${key}"; }`,
    ...(rooms === undefined ? [] : [`Component "${rooms}" "muc"`]),
    '',
  ];
}

/** Ready when it listens on both ports; gives the version that it says on the way. */
function readReady(): (line: string) => string | undefined {
  let version = 'unknown';
  let listening = 0;
  return (line) => {
    version = /Prosody version (\S+)/.exec(line)?.[1] ?? version;
    return line.includes("Activated service 'c2s") && ++listening === 2 ? version : undefined;
  };
}
