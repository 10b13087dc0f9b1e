import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { writeCertificates } from '../../harness/targets/certificate-files.ts';
import { ejabberdInstallation, vmArguments } from '../../harness/targets/ejabberd/vm.ts';
import { freePorts } from '../../harness/targets/ports.ts';
import { startProcess } from '../../harness/targets/process.ts';
import type { Contender, RunningContender, Setting } from './contender.ts';

/** ejabberd with rooms and nothing else that looks at a message, and without limits. */
export const ejabberd: Contender = {
  name: 'ejabberd',
  ...(ejabberdInstallation() === undefined && {
    missing: 'ejabberd is not installed: apt-get install ejabberd',
  }),
  start,
};

async function start({ folder, domain, accounts, rooms }: Setting): Promise<RunningContender> {
  const installation = ejabberdInstallation();
  if (installation === undefined) throw new Error('ejabberd is not installed');
  const [port = 0] = await freePorts(1);
  const { certificate, key, ca } = await writeCertificates(folder, [domain]);
  const config = configuration({ domain, rooms, port, certfiles: [certificate, key] });
  writeFileSync(join(folder, 'ejabberd.yml'), stringify(config));
  const registered = Object.entries(accounts).map(([user, password]) => [user, domain, password]);
  writeFileSync(join(folder, 'accounts.json'), JSON.stringify(registered), { mode: 0o600 });
  const server = await startProcess({
    name: 'ejabberd',
    command: installation.erl,
    args: vmArguments(installation, folder),
    folder,
    readiness: (line) => /^READY (\S+)/.exec(line)?.[1],
    noise: /^\[os_mon\]/,
  });
  return { pid: server.pid, host: '127.0.0.1', port, ca, version: server.ready, stop: () => server.stop() };
}

interface Wish {
  readonly domain: string;
  readonly rooms: string | undefined;
  readonly port: number;
  readonly certfiles: readonly string[];
}

function configuration({ domain, rooms, port, certfiles }: Wish): object {
  const streams = { ip: '127.0.0.1', port, module: 'ejabberd_c2s', max_stanza_size: 262_144, access: 'all' };
  return {
    loglevel: 'warning',
    log_rotate_count: 0,
    hosts: [domain],
    certfiles,
    acme: { auto: false },
    listen: [{ ...streams, starttls: true }],
    s2s_access: 'none',
    auth_method: ['internal'],
    // A thousand accounts are registered before it is ready: nothing is computed for each
    auth_password_format: 'plain',
    disable_sasl_mechanisms: ['digest-md5', 'X-OAUTH2'],
    registration_timeout: 'infinity',
    shaper_rules: { max_user_sessions: 1000 },
    modules: {
      mod_disco: {},
      mod_roster: {},
      // The numbers are above any that a row asks for
      ...(rooms !== undefined && {
        mod_muc: {
          hosts: [rooms],
          access_create: 'all',
          max_users: 5000,
          max_users_presence: 5000,
          default_room_options: { max_users: 5000 },
        },
      }),
    },
  };
}
