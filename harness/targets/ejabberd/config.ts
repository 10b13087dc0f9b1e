import { stringify } from 'yaml';
import type { CertificateFiles } from '../certificate-files.ts';
import type { Federation } from '../target.ts';

/** What differs from one run to the next in ejabberd's configuration. */
export interface EjabberdSettings {
  readonly domain: string;
  /** Further domains on the same server; rooms are of the first one. */
  readonly otherDomains?: readonly string[];
  /** The domains for rooms of the first one; left out: `roomDomains`. */
  readonly rooms?: readonly string[];
  readonly ports: EjabberdPorts;
  readonly files: CertificateFiles;
  /**
   * Its components.
   *
   * COMPAT ejabberd 23.01: whoever connects at a port is every component of that port.
   */
  readonly components?: readonly { readonly name: string; readonly secret: string; readonly port: number }[];
  /** How it federates; left out: with nobody. */
  readonly federation?: Pick<Federation, 'port' | 'dialback'>;
}

/** Where it listens on 127.0.0.1: clients with STARTTLS, clients with TLS from the first byte, WebSocket under TLS. */
export interface EjabberdPorts {
  readonly client: number;
  readonly clientTls: number;
  readonly webSocket: number;
}

/**
 * ejabberd's configuration: loopback only, no limits on traffic; otherwise what Debian's own has on.
 *
 * Nothing that it stores is kept in memory besides: what a reset takes from its tables is gone.
 */
export function ejabberdConfig({
  domain,
  otherDomains = [],
  rooms = roomDomains(domain),
  ports,
  files,
  components = [],
  federation,
}: EjabberdSettings): string {
  return stringify({
    loglevel: 'warning',
    log_rotate_count: 0,
    hosts: [domain, ...otherDomains],
    certfiles: [files.certificate, files.key],
    acme: { auto: false },
    listen: [...listeners(ports, components), ...(federation ? [peerListener(federation)] : [])],
    ...federationSettings(federation, files),
    auth_method: ['internal'],
    auth_password_format: 'scram',
    auth_scram_hash: 'sha256',
    disable_sasl_mechanisms: ['digest-md5', 'X-OAUTH2'],
    registration_timeout: 'infinity',
    use_cache: false,
    shaper_rules: { max_user_sessions: 1000, ...(federation && { s2s_shaper: 'none' }) },
    modules: { ...modules(), ...(federation?.dialback === true && { mod_s2s_dialback: {} }) },
    append_host_config: { [domain]: { modules: { mod_muc: roomsAt(rooms) } } },
  });
}

function listeners(
  { client, clientTls, webSocket }: EjabberdPorts,
  components: NonNullable<EjabberdSettings['components']>,
) {
  const local = { ip: '127.0.0.1' };
  const streams = { ...local, module: 'ejabberd_c2s', max_stanza_size: 262_144, access: 'all' };
  const paths = { '/xmpp-websocket': 'ejabberd_http_ws' };
  return [
    { ...streams, port: client, starttls_required: true },
    { ...streams, port: clientTls, tls: true },
    { ...local, port: webSocket, module: 'ejabberd_http', tls: true, request_handlers: paths },
    ...components.map(({ name, secret, port }) => ({
      ...local,
      port,
      module: 'ejabberd_service',
      hosts: { [name]: { password: secret } },
    })),
  ];
}

/** Where it takes streams of other servers. */
export function peerListener({ port }: Pick<Federation, 'port'>) {
  return { ip: '127.0.0.1', port, module: 'ejabberd_s2s_in', max_stanza_size: 524_288 };
}

/**
 * Streams with other servers under TLS alone, and with whom the run's authority has signed, unless dialback is to do. A server that could
 * not be reached is tried again after a second: by default it would be bounced for minutes.
 */
export function federationSettings(
  federation: EjabberdSettings['federation'],
  { caFile }: Pick<CertificateFiles, 'caFile'>,
) {
  if (federation === undefined) return { s2s_access: 'none' };
  return { s2s_use_starttls: 'required', s2s_cafile: caFile, ca_file: caFile, s2s_max_retry_delay: 1 };
}

/** Of the modules that Debian's configuration has on, those that scenarios see. */
function modules(): Record<string, unknown> {
  return {
    mod_adhoc: {},
    mod_blocking: {},
    mod_caps: {},
    mod_carboncopy: {},
    mod_disco: {},
    mod_last: {},
    mod_mam: { db_type: 'mnesia', default: 'always' },
    mod_offline: { access_max_user_messages: 1000 },
    mod_ping: {},
    mod_privacy: {},
    mod_private: {},
    mod_roster: { versioning: true },
    mod_stream_mgmt: { resend_on_timeout: 'if_offline' },
    mod_vcard: { search: false },
    mod_version: {},
  };
}

/** The domains of rooms that belong to a domain. */
export function roomDomains(domain: string): string[] {
  return [`muc.${domain}`, `muc2.${domain}`];
}

/** Two services of this domain, where anyone may create rooms. */
function roomsAt(hosts: readonly string[]): Record<string, unknown> {
  return {
    hosts,
    access_create: 'all',
    history_size: 100,
    max_users: 2000,
    max_user_conferences: 1000,
    default_room_options: { mam: true },
  };
}
