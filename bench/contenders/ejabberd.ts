import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type CertificateFiles, writeCertificates } from '../../harness/targets/certificate-files.ts';
import { federationSettings, peerListener } from '../../harness/targets/ejabberd/config.ts';
import { resolverFile, writeResolver } from '../../harness/targets/ejabberd/resolver.ts';
import { ejabberdInstallation, vmArguments, writeControlModule } from '../../harness/targets/ejabberd/vm.ts';
import { freePorts } from '../../harness/targets/index.ts';
import { startProcess } from '../../harness/targets/process.ts';
import type { Contender, RunningContender, Setting } from './contender.ts';

/** ejabberd with rooms or other servers, nothing else that looks at a message, and without limits. */
export const ejabberd: Contender = {
  name: 'ejabberd',
  ...(ejabberdInstallation() === undefined && {
    missing: 'ejabberd is not installed: apt-get install ejabberd',
  }),
  start,
};

async function start(setting: Setting): Promise<RunningContender> {
  const { folder, domain, accounts, federation } = setting;
  const installation = ejabberdInstallation();
  if (installation === undefined) throw new Error('ejabberd is not installed');
  const [port = 0] = await freePorts(1);
  const files = await writeCertificates(folder, [domain], undefined, federation?.authority);
  writeFileSync(join(folder, 'ejabberd.yml'), stringify(configuration({ ...setting, port, files })));
  writeControlModule(folder);
  if (federation) writeResolver(folder, federation.nameServer);
  const registered = Object.entries(accounts).map(([user, password]) => [user, domain, password]);
  writeFileSync(join(folder, 'accounts.json'), JSON.stringify(registered), { mode: 0o600 });
  const server = await startProcess({
    name: 'ejabberd',
    command: installation.erl,
    args: vmArguments(installation, folder, federation && resolverFile(folder)),
    folder,
    readiness: (line) => /^READY (\S+)/.exec(line)?.[1],
    noise: /^\[os_mon\]/,
  });
  const { pid, ready: version } = server;
  return { pid, host: '127.0.0.1', port, ca: files.ca, version, stop: () => server.stop() };
}

interface EjabberdRun extends Setting {
  readonly port: number;
  readonly files: CertificateFiles;
}

function configuration({ domain, rooms, federation, port, files }: EjabberdRun): object {
  const streams = { ip: '127.0.0.1', port, module: 'ejabberd_c2s', max_stanza_size: 262_144, access: 'all' };
  return {
    loglevel: 'warning',
    log_rotate_count: 0,
    hosts: [domain],
    certfiles: [files.certificate, files.key],
    acme: { auto: false },
    listen: [{ ...streams, starttls: true }, ...(federation ? [peerListener(federation)] : [])],
    ...federationSettings(federation, files),
    auth_method: ['internal'],
    // A thousand accounts are registered before it is ready: nothing is computed for each
    auth_password_format: 'plain',
    disable_sasl_mechanisms: ['digest-md5', 'X-OAUTH2'],
    registration_timeout: 'infinity',
    shaper_rules: { max_user_sessions: 1000, ...(federation && { s2s_shaper: 'none' }) },
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
