import { z } from 'zod';
import type { CertificateFiles } from '../certificate-files.ts';
import type { Federation } from '../target.ts';
import { lua } from './lua.ts';
import { resetModule } from './reset.ts';
import { routeModule, routeOption } from './routes.ts';

/** What differs from one run to the next in Prosody's configuration. */
export interface ProsodySettings {
  readonly folder: string;
  readonly domain: string;
  /** Further domains on the same server, with the same catalog. */
  readonly otherDomains?: readonly string[];
  /** Its domains for rooms; left out: `roomDomains`. */
  readonly rooms?: readonly string[];
  readonly clientPort: number;
  readonly webSocketPort: number;
  readonly files: CertificateFiles;
  /** Is it started by the superuser? Prosody asks to be told so. */
  readonly asRoot: boolean;
  /** The base catalog in the values that servers are given; left out: no catalog. */
  readonly catalog?: unknown;
  /** Its components: the port for them, and the secret of each by domain. */
  readonly components?: { readonly port: number; readonly secrets: Readonly<Record<string, string>> };
  /** How it federates; left out: with nobody. */
  readonly federation?: Pick<Federation, 'port' | 'routes' | 'dialback'>;
}

/** The domains of rooms that belong to a domain. */
export function roomDomains(domain: string): string[] {
  return [`muc.${domain}`, `muc2.${domain}`];
}

const catalogValue = z.object({
  name: z.string().default('Labels'),
  desc: z.string().default(''),
  items: z.array(
    z.object({
      label: z.object({ ess: z.string() }).optional(),
      selector: z.string().optional(),
      default: z.boolean().default(false),
    }),
  ),
});

/**
 * Prosody's configuration: every path below its folder, loopback only, no limits; it finds no server but those it is told of.
 *
 * COMPAT Prosody 0.12.3: with Nagle's algorithm on, labelled messages wait 40 ms for an acknowledgement.
 */
export function prosodyConfig(settings: ProsodySettings): string {
  const {
    folder,
    domain,
    webSocketPort,
    otherDomains = [],
    rooms = roomDomains(domain),
    clientPort,
    files,
    asRoot,
    catalog,
    components,
    federation,
  } = settings;
  const lines = [
    `data_path = ${lua(`${folder}/data`)}`,
    `certificates = ${lua(folder)}`,
    `pidfile = ${lua(`${folder}/prosody.pid`)}`,
    'log = { info = "*console" }',
    ...(asRoot ? ['run_as_root = true'] : []),
    'interfaces = { "127.0.0.1" }',
    `c2s_ports = { ${clientPort} }`,
    'c2s_direct_tls_ports = { }; s2s_direct_tls_ports = { }; http_ports = { }',
    `https_ports = { ${webSocketPort} }; https_interfaces = { "127.0.0.1" }; http_default_host = ${lua(domain)}`,
    `https_ssl = { certificate = ${lua(files.certificate)}; key = ${lua(files.key)}; }`,
    `component_ports = { ${components?.port ?? ''} }; component_interfaces = { "127.0.0.1" }`,
    ...federationLines(federation, files),
    `modules_enabled = { ${modulesOf(settings)} }`,
    'authentication = "internal_plain"',
    'storage = "internal"',
    'c2s_require_encryption = true',
    'network_settings = { nagle = false }',
    'limits = { }',
    `plugin_paths = { ${lua(`${folder}/modules`)} }`,
    'max_history_messages = 100; muc_room_default_history_length = 100',
    ...archiveLines,
    ...(catalog === undefined ? [] : catalogLines(catalog)),
    ...[domain, ...otherDomains].flatMap((host) => [
      `VirtualHost ${lua(host)}`,
      `  ssl = { certificate = ${lua(files.certificate)}; key = ${lua(files.key)}; }`,
    ]),
    ...rooms.flatMap((host) => [
      `Component ${lua(host)} "muc"`,
      ...(federation
        ? [`  ssl = { certificate = ${lua(files.certificate)}; key = ${lua(files.key)}; }`]
        : []),
      '  modules_enabled = { "muc_mam" }',
    ]),
    ...Object.entries(components?.secrets ?? {}).flatMap(([name, secret]) => [
      `Component ${lua(name)}`,
      `  component_secret = ${lua(secret)}`,
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

/**
 * Archives of everybody and of every room, of which nothing is ever taken out.
 *
 * COMPAT Prosody 0.12.3: mod_storage_internal counts what was ever put into an archive, whatever has become of its file, and takes
 * no more than this many.
 */
const archiveLines = [
  'default_archive_policy = true; archive_expires_after = "never"; muc_log_expires_after = "never"',
  'storage_archive_item_limit = 1000000000',
];

/** What Debian's configuration has on, as far as scenarios see it, and ours. */
function modulesOf({ catalog, federation }: ProsodySettings): string {
  const names = [
    ...[
      'disco',
      'roster',
      'saslauth',
      'tls',
      'ping',
      'version',
      'offline',
      'posix',
      'websocket',
      'smacks',
      'carbons',
      'mam',
    ],
    resetModule,
    ...(catalog === undefined ? [] : ['seclabels']),
    ...(federation ? ['dialback', routeModule] : []),
  ];
  return names.map((name) => `${lua(name)};`).join(' ');
}

/** Streams of other servers: under TLS, and from whom the run's authority has signed, unless dialback is to do. */
export function federationLines(
  federation: ProsodySettings['federation'],
  files: Pick<CertificateFiles, 'caFile'>,
): string[] {
  if (federation === undefined) return ['s2s_ports = { }; modules_disabled = { "s2s" }'];
  const { port, routes, dialback } = federation;
  const entries = Object.entries(routes).map(
    ([domain, place]) => `[${lua(domain)}] = { ${lua(place.host)}, ${place.port} };`,
  );
  return [
    `s2s_ports = { ${port} }`,
    's2s_require_encryption = true',
    `s2s_secure_auth = ${dialback === true ? 'false' : 'true'}`,
    `ssl = { cafile = ${lua(files.caFile)} }`,
    `${routeOption} = { ${entries.join(' ')} }`,
  ];
}

/** Options of mod_seclabels (prosody-modules). It names an item by its menu path, and has no item without a label. */
function catalogLines(value: unknown): string[] {
  const { name, desc, items } = catalogValue.parse(value);
  const entries = items.flatMap(({ label, selector, default: chosen }, index) => {
    if (!label) return [];
    const ess = `<esssecuritylabel xmlns='urn:xmpp:sec-label:ess:0'>${label.ess}</esssecuritylabel>`;
    const title = lua(selector ?? `Label ${index + 1}`);
    return [
      `  { name = ${title}; display = ${title}; label = ${lua(ess)};${chosen ? ' default = true;' : ''} };`,
    ];
  });
  return [
    `security_catalog_name = ${lua(name)}`,
    `security_catalog_desc = ${lua(desc)}`,
    'security_labels = {',
    ...entries,
    '}',
  ];
}
