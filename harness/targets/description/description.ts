import { z } from 'zod';
import { verbs } from '../../fixtures/index.ts';
import { features } from '../features.ts';

/** Where a secret is: descriptions hold none, so that they can be kept in git and sent by mail. */
const secret = z.union([
  /** An environment variable. */
  z.strictObject({
    env: z
      .string()
      .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of an environment variable, as in LAB_PASSWORD'),
  }),
  /** A file, relative to the description: its text without the line end. */
  z.strictObject({ file: z.string().min(1) }),
]);

/** An address and a port; the address is a name or an IP address. */
const port = z.int().min(1).max(65535);
const place = z.strictObject({ host: z.string().min(1), port });

const domainName = z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a domain in lower case, as in alpha.lab');

/** A server that the harness configures itself, run as a child process from what is installed here. */
const asProcess = z.strictObject({
  kind: z.literal('process'),
  server: z.enum(['reference', 'prosody', 'ejabberd']),
});

/** Files for a container: each is copied before the server starts. */
const containerFile = z.strictObject({ from: z.string().min(1), to: z.string().startsWith('/') });

/** A server in a container: one that the harness configures (`server`), or one that brings its configuration in `files`. */
const asContainer = z.strictObject({
  kind: z.literal('container'),
  /** The configuration is ours, as for a process. Left out: the image's own, and `files`; then the server is provisioned as a remote one is. */
  server: z.enum(['prosody', 'ejabberd']).optional(),
  /** By name, with tag or digest. Left out, with `server`: what `cmbac images build` made. */
  image: z
    .string()
    .regex(/^[a-z0-9][\w./:@-]*$/, 'the name of an image, as in vendor/server:1.2')
    .optional(),
  files: z.array(containerFile).default([]),
  environment: z.record(z.string(), z.union([z.string(), secret])).default({}),
  command: z.array(z.string()).optional(),
  /** The container's ports that this machine is to have under the same numbers. Left out: the container has the machine's network. */
  ports: z.array(port).default([]),
  /** Longest wait for its stream features, in seconds. */
  readyWithin: z.int().min(1).max(600).default(60),
});

/** A server that somebody has started, on this machine or another. */
const asRemote = z.strictObject({ kind: z.literal('remote') });

/** How its certificate is checked. */
const trust = z.union([
  /** A file of certificate authorities (PEM), relative to the description. */
  z.strictObject({ ca: z.string().min(1) }),
  /** Those that this machine trusts. */
  z.strictObject({ system: z.literal(true) }),
]);

/** The accounts of the server for the users of scenarios. */
const accounts = z.strictObject({
  /** The local part for a user; `{user}` is what scenarios say: `cmbac-{user}`. */
  pattern: z
    .string()
    .regex(
      /^[^\s"&'/:<>@{}A-Z]*\{user\}[^\s"&'/:<>@{}A-Z]*$/,
      'the local part of an account in lower case, with `{user}` in it once, as in cmbac-{user}',
    )
    .default('{user}'),
  /** One password for all, or a file with a line `account,password` each. Left out where the harness makes the accounts, and their passwords. */
  password: z.union([secret, z.strictObject({ table: z.string().min(1) })]).optional(),
});

/** How people tell it who is cleared for what. */
const provisioning = z.strictObject({
  /** The verbs (docs/provisioning.md) that it can be told: `U`, `Dom.clr`. Scenarios with others are unsupported. */
  verbs: z.array(z.string().meta({ enum: verbs.map(({ head }) => head) })).default([]),
  clearances: z.enum(['words', 'x501', 'stanag4774', 'ldif']).default('words'),
  /** The attribute of a directory entry that holds a clearance, and where the entries are. */
  attribute: z.string().optional(),
  base: z.string().optional(),
  /** What stands above the worksheet: how this product is told such things. */
  instructions: z.string().optional(),
});

const claim = z.enum(['yes', 'no', 'unknown']);

/** How it finds the other servers of a run, which the harness plays, and how it knows them. */
const federation = z.strictObject({
  /** Where they take streams: an address of this machine that the server reaches, and one port for all. */
  listen: z.strictObject({ host: z.union([z.ipv4(), z.ipv6()]), port }),
  /** A port of that address (UDP), where a name server says so. Left out: people have told the server where they are. */
  nameServer: port.optional(),
  /** Signs their certificates: a file (PEM), and where its key is. `cmbac provision authority` makes both. */
  authority: z.strictObject({ ca: z.string().min(1), key: secret }),
});

/** A target: what is claimed of it, how it is reached, and no secret. `cmbac/target@1`. */
export const targetDescription = z.strictObject({
  $schema: z.string().optional(),
  schema: z.literal('cmbac/target@1'),
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, 'lower case letters, digits, points and hyphens'),
  product: z.strictObject({
    name: z.string().min(1),
    vendor: z.string().optional(),
    /** Left out: what it says of itself (XEP-0092). */
    version: z.string().optional(),
    contact: z.string().optional(),
  }),
  driver: z.discriminatedUnion('kind', [asProcess, asContainer, asRemote], {
    error: 'one of process, container, remote',
  }),
  /** `scenarios/profiles.yaml`; left out: `lenient`. */
  profile: z.string().optional(),
  /** A file of known differences, relative to the description. */
  expectations: z.string().optional(),
  /**
   * What it calls what scenarios call `a.test`, `a2.test`, `muc.a.test`, `muc2.a.test`, and other servers and components; `none`: it has no such
   * domain, and scenarios that name it are unsupported. Left out: the same.
   */
  domains: z.record(domainName, z.union([domainName, z.literal('none')])).default({}),
  /** Where it is reached; needed where the harness does not configure it. */
  reach: z
    .strictObject({
      client: place.extend({ tls: z.enum(['starttls', 'direct']).default('starttls') }),
      websocket: place.optional(),
      /** Where it takes streams of other servers. */
      peer: place.optional(),
      /** Where its components connect (XEP-0114). */
      components: place.optional(),
    })
    .optional(),
  trust: trust.optional(),
  accounts: accounts.optional(),
  provisioning: provisioning.optional(),
  /** Needed where it is claimed to have `peers`. */
  federation: federation.optional(),
  /** The secret of each component by its domain in scenarios; needed where it is claimed to have `components`. */
  components: z.record(domainName, secret).optional(),
  /** Whether it can do what a scenario may need (`rooms`, `catalog`, …): what is not `yes` makes those scenarios unsupported. */
  claims: z
    .record(z.string(), claim)
    .default({})
    .meta({ propertyNames: { enum: Object.keys(features) } }),
  /** What is known of how it behaves, where that chooses how it is tested. */
  facts: z
    .strictObject({
      /** Longest wait for what one probe should bring, in milliseconds. */
      budgetMs: z.int().min(1).max(600_000).optional(),
    })
    .default({}),
});

export type TargetDescription = z.infer<typeof targetDescription>;
export type Secret = z.infer<typeof secret>;

/** A description as it was read, and where it stands. */
export interface Described {
  readonly description: TargetDescription;
  /** As it was named. */
  readonly file: string;
  /** What other files that it names are relative to. */
  readonly folder: string;
  /** The domain under test as scenarios call it. */
  readonly home: string;
}
