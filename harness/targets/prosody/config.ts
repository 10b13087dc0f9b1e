import { z } from 'zod';
import type { CertificateFiles } from '../certificate-files.ts';
import { roomModule } from './rooms.ts';

/** What differs from one run to the next in Prosody's configuration. */
export interface ProsodySettings {
  readonly folder: string;
  readonly domain: string;
  /** Further domains on the same server, with the same catalog. */
  readonly otherDomains?: readonly string[];
  readonly clientPort: number;
  readonly webSocketPort: number;
  readonly files: CertificateFiles;
  /** Is it started by the superuser? Prosody asks to be told so. */
  readonly asRoot: boolean;
  /** The base catalog in the values that servers are given; left out: no catalog. */
  readonly catalog?: unknown;
  /** An external component, and the port for it. */
  readonly component?: { readonly domain: string; readonly secret: string; readonly port: number };
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
 * Prosody's configuration: every path below its folder, loopback only, no federation, no limits.
 *
 * COMPAT Prosody 0.12.3: with Nagle's algorithm on, labelled messages wait 40 ms for an acknowledgement.
 */
export function prosodyConfig(settings: ProsodySettings): string {
  const {
    folder,
    domain,
    webSocketPort,
    otherDomains = [],
    clientPort,
    files,
    asRoot,
    catalog,
    component,
  } = settings;
  const lines = [
    `data_path = ${lua(`${folder}/data`)}`,
    `certificates = ${lua(folder)}`,
    `pidfile = ${lua(`${folder}/prosody.pid`)}`,
    'log = { info = "*console" }',
    ...(asRoot ? ['run_as_root = true'] : []),
    'interfaces = { "127.0.0.1" }',
    `c2s_ports = { ${clientPort} }`,
    'c2s_direct_tls_ports = { }; s2s_ports = { }; s2s_direct_tls_ports = { }; http_ports = { }',
    `https_ports = { ${webSocketPort} }; https_interfaces = { "127.0.0.1" }; http_default_host = ${lua(domain)}`,
    `https_ssl = { certificate = ${lua(files.certificate)}; key = ${lua(files.key)}; }`,
    `component_ports = { ${component ? component.port : ''} }; component_interfaces = { "127.0.0.1" }`,
    'modules_disabled = { "s2s" }',
    `modules_enabled = { "disco"; "roster"; "saslauth"; "tls"; "ping"; "version"; "offline"; "posix"; "websocket"; "smacks"; "carbons"; "${roomModule}"; ${catalog === undefined ? '' : '"seclabels"; '}}`,
    'authentication = "internal_plain"',
    'storage = "internal"',
    'c2s_require_encryption = true',
    'network_settings = { nagle = false }',
    'limits = { }',
    `plugin_paths = { ${lua(`${folder}/modules`)} }`,
    'max_history_messages = 100; muc_room_default_history_length = 100',
    ...(catalog === undefined ? [] : catalogLines(catalog)),
    ...[domain, ...otherDomains].flatMap((host) => [
      `VirtualHost ${lua(host)}`,
      `  ssl = { certificate = ${lua(files.certificate)}; key = ${lua(files.key)}; }`,
    ]),
    ...roomDomains(domain).map((host) => `Component ${lua(host)} "muc"`),
    ...(component
      ? [`Component ${lua(component.domain)}`, `  component_secret = ${lua(component.secret)}`]
      : []),
  ];
  return `${lines.join('\n')}\n`;
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

/** A Lua string. */
function lua(text: string): string {
  return `"${text.replace(/[\\"\n]/g, (character) => (character === '\n' ? '\\n' : `\\${character}`))}"`;
}
