import type { CertificateFiles } from '../certificate-files.ts';
import { hostResetModule } from './host-reset.ts';
import { lua } from './lua.ts';

/** What differs from one run to the next in the configuration for scansion's scripts. */
export interface ScansionSettings {
  readonly folder: string;
  readonly domain: string;
  readonly clientPort: number;
  readonly httpsPort: number;
  readonly files: CertificateFiles;
  readonly asRoot: boolean;
}

/**
 * Prosody's configuration for scripts in scansion's language, as Prosody's own scripts need it: any password is right and every account
 * exists, everything is kept in memory, `admin@` may make nodes, and the clock stands still.
 *
 * Other than there, clients are under TLS, and ports are chosen.
 *
 * Source: Prosody's spec/scansion/prosody.cfg.lua (0.12), for the options that its scripts depend on.
 */
export function scansionConfig({
  folder,
  domain,
  clientPort,
  httpsPort,
  files,
  asRoot,
}: ScansionSettings): string {
  const tls = `ssl = { certificate = ${lua(files.certificate)}; key = ${lua(files.key)}; }`;
  const lines = [
    ...stoppedClock,
    `admins = { ${lua(`admin@${domain}`)} }`,
    `data_path = ${lua(`${folder}/data`)}`,
    `certificates = ${lua(folder)}`,
    `pidfile = ${lua(`${folder}/prosody.pid`)}`,
    'log = { info = "*console" }',
    ...(asRoot ? ['run_as_root = true'] : []),
    'interfaces = { "127.0.0.1" }',
    `c2s_ports = { ${clientPort} }`,
    'c2s_direct_tls_ports = { }; s2s_direct_tls_ports = { }; http_ports = { }; s2s_ports = { }; component_ports = { }',
    `https_ports = { ${httpsPort} }; https_interfaces = { "127.0.0.1" }; http_default_host = ${lua(domain)}`,
    `https_ssl = { certificate = ${lua(files.certificate)}; key = ${lua(files.key)}; }`,
    `plugin_paths = { ${lua(`${folder}/modules`)} }`,
    `modules_enabled = { ${modules.map((name) => `${lua(name)};`).join(' ')} }`,
    'modules_disabled = { "s2s" }',
    'network_settings = { nagle = false }',
    'c2s_require_encryption = true',
    'authentication = "insecure"; insecure_open_authentication = "Yes please, I know what I\'m doing!"',
    'storage = "memory"; mam_smart_enable = true; bounce_blocked_messages = true; allow_registration = false',
    ...contactLines,
    ...externalServiceLines,
    `VirtualHost ${lua(domain)}`,
    `  ${tls}`,
    '  hide_os_type = true',
    `Component ${lua(`conference.${domain}`)} "muc"`,
    `  admins = { ${lua(`admin@${domain}`)} }; modules_enabled = { "muc_mam" }`,
    `Component ${lua(`pubsub.${domain}`)} "pubsub"`,
    '  expose_publisher = true',
    `Component ${lua(`upload.${domain}`)} "http_file_share"`,
    `  ${tls}`,
    '  http_file_share_size_limit = 10000000; http_file_share_allowed_file_types = { "text/plain", "image/*" }',
  ];
  return `${lines.join('\n')}\n`;
}

/** The time that 0.12's scripts name in stamps. */
const stoppedClock = [
  'local time = require "util.time"',
  'function _G.os.time() return 1219439344 end',
  'function time.now() return 1219439344.5 end',
];

const modules = [
  ...[
    'roster',
    'saslauth',
    'tls',
    'disco',
    'carbons',
    'pep',
    'private',
    'blocklist',
    'vcard4',
    'vcard_legacy',
  ],
  ...[
    'version',
    'uptime',
    'time',
    'ping',
    'register',
    'mam',
    'offline',
    'server_contact_info',
    'lastactivity',
  ],
  ...['external_services', 'tombstones', 'user_account_management', 'posix', hostResetModule],
];

const contactLines = [
  'contact_info = {',
  '  abuse = { "mailto:abuse@localhost", "xmpp:abuse@localhost" }; admin = { "mailto:admin@localhost", "xmpp:admin@localhost" };',
  '  feedback = { "http://localhost/feedback.html", "mailto:feedback@localhost", "xmpp:feedback@localhost" };',
  '  sales = { "xmpp:sales@localhost" }; security = { "xmpp:security@localhost" };',
  '  status = { "gopher://status.localhost" }; support = { "https://localhost/support.html", "xmpp:support@localhost" };',
  '}',
];

const externalServiceLines = [
  'external_service_host = "default.example"; external_service_port = 9876; external_service_secret = "<secret>"',
  'external_services = {',
  '  { type = "stun"; transport = "udp" }; { type = "turn"; transport = "udp"; secret = true };',
  '  { type = "turn"; transport = "udp"; secret = "foo" };',
  '  { type = "ftp"; transport = "tcp"; port = 2121; username = "john"; password = "password" };',
  '  { type = "ftp"; transport = "tcp"; host = "ftp.example.com"; port = 21; username = "john"; password = "password" };',
  '}',
];
