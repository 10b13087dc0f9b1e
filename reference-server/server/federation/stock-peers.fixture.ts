import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stringify } from 'yaml';
import { RawClient } from '../../xmpp/stream/raw-client.fixture.ts';

/** A stock server of a test: its domain is b.test, and romeo has an account there with the name as password. */
export interface StockWish {
  readonly folder: string;
  readonly certificate: string;
  readonly key: string;
  readonly ca: string;
  readonly clientPort: number;
  readonly peerPort: number;
  /** Where a.test is, on 127.0.0.1. */
  readonly ours: number;
  /** `127.0.0.1:53`, which says so too. */
  readonly nameServer: string;
  /** Dialback alone: no certificate of another server is believed. */
  readonly dialback: boolean;
  /** Stanzas both ways on one stream, where the server can. */
  readonly bidi: boolean;
}

export interface StockServer {
  /** Why it cannot be run here; left out: it can. */
  readonly missing: string | undefined;
  start(wish: StockWish): Promise<ChildProcess>;
}

export const prosody: StockServer = {
  missing: existsSync('/usr/bin/prosody') ? undefined : 'Prosody is not installed',
  async start(wish) {
    const { folder, ours } = wish;
    mkdirSync(join(folder, 'data', 'b%2etest', 'accounts'), { recursive: true });
    writeFileSync(
      join(folder, 'data', 'b%2etest', 'accounts', 'romeo.dat'),
      'return { password = "romeo" };\n',
    );
    writeFileSync(join(folder, 'mod_route.lua'), routeModule(ours));
    writeFileSync(join(folder, 'prosody.cfg.lua'), prosodyConfig(wish));
    return started('prosody', ['-F', '--config', join(folder, 'prosody.cfg.lua')], /Activated service 's2s'/);
  },
};

/** The one domain that it is to find; none takes TLS from the first byte. */
function routeModule(port: number): string {
  return `module:set_global();
local service = require "net.resolvers.service";
local basic = require "net.resolvers.basic";
local original = service.new;
service.new = function (domain, name, connection, extra)
  if domain == "a.test" and name == "xmpp-server" then return basic.new("127.0.0.1", ${port}, connection, extra); end
  return original(domain, name, connection, extra);
end
`;
}

function prosodyConfig({
  folder,
  certificate,
  key,
  ca,
  clientPort,
  peerPort,
  dialback,
  bidi,
}: StockWish): string {
  return `run_as_root = true
data_path = "${folder}/data"; pidfile = "${folder}/pid"; log = { info = "*console" }; plugin_paths = { "${folder}" }
interfaces = { "127.0.0.1" }; c2s_ports = { ${clientPort} }; s2s_ports = { ${peerPort} }
c2s_direct_tls_ports = { }; s2s_direct_tls_ports = { }; http_ports = { }; https_ports = { }; component_ports = { }
modules_enabled = { "disco"; "roster"; "saslauth"; "tls"; "ping"; "smacks"; "posix"; "route"; "dialback"; ${bidi ? '"s2s_bidi";' : ''} }
authentication = "internal_plain"; storage = "internal"; c2s_require_encryption = false; limits = { }
s2s_require_encryption = true; s2s_secure_auth = ${dialback ? 'false' : 'true'}; ssl = { cafile = "${ca}" }
VirtualHost "b.test"
  ssl = { certificate = "${certificate}"; key = "${key}"; cafile = "${ca}" }
`;
}

const ejabberdLibraries = existsSync('/usr/lib')
  ? readdirSync('/usr/lib', { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join('/usr/lib', name))
      .find((folder) => readdirSync(folder).some((name) => /^ejabberd-/.test(name)))
  : undefined;

export const ejabberd: StockServer = {
  missing:
    ejabberdLibraries === undefined || !existsSync('/usr/bin/erl') ? 'ejabberd is not installed' : undefined,
  async start(wish) {
    const { folder, nameServer } = wish;
    const [host = '', port = ''] = nameServer.split(':');
    const resolver = ['{lookup, [file, dns]}', '{resolv_conf, ""}', '{hosts_file, ""}', '{cache_size, 0}'];
    resolver.push(`{nameserver, {${host.replaceAll('.', ',')}}, ${port}}`);
    writeFileSync(join(folder, 'inetrc'), resolver.map((each) => `${each}.\n`).join(''));
    writeFileSync(join(folder, 'ejabberd.yml'), ejabberdConfig(wish));
    const ready = 'ejabberd_auth:try_register(<<"romeo">>, <<"b.test">>, <<"romeo">>), io:format("READY~n").';
    return started(
      '/usr/bin/erl',
      [
        ...[
          '-env',
          'ERL_LIBS',
          ejabberdLibraries ?? '',
          '-env',
          'HOME',
          folder,
          '-env',
          'ERL_CRASH_DUMP_BYTES',
          '0',
        ],
        ...['-ejabberd', 'config', `"${folder}/ejabberd.yml"`, 'log_path', `"${folder}/ejabberd.log"`],
        ...['-kernel', 'inetrc', `"${folder}/inetrc"`, '-mnesia', 'dir', `"${folder}/spool"`],
        ...['-noinput', '-s', 'ejabberd', '-eval', ready],
      ],
      /^READY/,
    );
  },
};

function ejabberdConfig({ certificate, key, ca, clientPort, peerPort, dialback }: StockWish): string {
  const ip = '127.0.0.1';
  return stringify({
    loglevel: 'warning',
    hosts: ['b.test'],
    certfiles: [certificate, key],
    ca_file: ca,
    acme: { auto: false },
    listen: [
      { ip, port: clientPort, module: 'ejabberd_c2s', access: 'all', starttls: true },
      { ip, port: peerPort, module: 'ejabberd_s2s_in' },
    ],
    s2s_use_starttls: 'required',
    s2s_cafile: ca,
    s2s_max_retry_delay: 1,
    auth_method: ['internal'],
    auth_password_format: 'scram',
    auth_scram_hash: 'sha256',
    registration_timeout: 'infinity',
    shaper_rules: { s2s_shaper: 'none' },
    modules: { mod_ping: {}, mod_roster: {}, ...(dialback && { mod_s2s_dialback: {} }) },
  });
}

async function started(command: string, args: readonly string[], ready: RegExp): Promise<ChildProcess> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  const isReady = Promise.withResolvers<undefined>();
  for (const output of [child.stdout, child.stderr])
    createInterface(output).on('line', (line) => {
      said.push(line);
      if (ready.test(line)) isReady.resolve(undefined);
    });
  child.once('exit', () => {
    isReady.reject(new Error(`${command} ended:\n${said.join('\n')}`));
  });
  await isReady.promise;
  return child;
}

/** Logs in to the stock server as romeo, as soon as it lets him. */
export async function romeoAt(port: number): Promise<RawClient> {
  for (;;) {
    try {
      const raw = await RawClient.connect(port);
      if (!(await raw.open('b.test')).includes('SCRAM-SHA-256')) throw new Error('no SCRAM-SHA-256');
      await raw.logIn('romeo', 'romeo');
      await raw.bind('r', 'b.test');
      raw.send('<presence/>');
      return raw;
    } catch (error) {
      if (!(error instanceof Error) || !/ECONNREFUSED|connection ended/.test(error.message)) throw error;
    }
  }
}

export async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = once(child, 'exit');
  child.kill();
  await exited;
}
