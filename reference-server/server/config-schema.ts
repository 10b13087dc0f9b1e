import { z } from 'zod';
import { domainName, endpoint, isLoopback, isNumeric } from './config-texts.ts';
import { directorySchema } from './directory/directory-schema.ts';
import { entrancesOf } from './entrances/entrance.ts';
import { federationSchema } from './federation/federation-schema.ts';
import { readRange } from './locations/address-range.ts';

/** An entrance that says more than where it is; `proxyProtocol`: a trusted proxy alone comes in, with a header. */
const fullEntrance = z.strictObject({ at: endpoint, proxyProtocol: z.boolean().default(false) });

/** Where clients connect: one place, or several. */
const entrances = z.union([endpoint, fullEntrance, z.array(z.union([endpoint, fullEntrance])).min(1)], {
  error: 'write address:port, or {at: address:port, proxyProtocol: true}, or a list of these',
});

const addressRange = z.string().transform((text, context) => {
  const range = readRange(text);
  if (typeof range !== 'string') return range;
  context.addIssue({ code: 'custom', message: range });
  return z.NEVER;
});

/** Implementations differ in whether what XML escapes is hashed escaped (XEP-0114 §3): it is left out. */
const componentSecret = z
  .string()
  .min(16, 'give a component a secret of at least 16 characters')
  .regex(/^[^&<>"']*$/, 'leave &, <, > and quotes out of the secret of a component');

const limits = z.strictObject({
  /** Bytes of one stanza. */
  stanzaBytes: z.int().min(10_000).max(16_777_216).default(262_144),
  /** Elements inside elements. */
  depth: z.int().min(8).max(512).default(64),
  /** Seconds until a connection must have logged in. */
  loginSeconds: z.number().positive().default(30),
  /** Seconds without a byte until a session is closed. */
  silenceSeconds: z.number().positive().default(1800),
  /** Seconds for which a session that lost its connection can be resumed; 0: none can. */
  resumeSeconds: z.number().min(0).max(86_400).default(300),
  /** Connections on which nobody has logged in yet, in all. */
  pendingConnections: z.int().min(1).default(2000),
  /** The same from one address. */
  pendingPerAddress: z.int().min(1).default(200),
  /** Sessions of one account at once. */
  sessionsPerAccount: z.int().min(1).default(50),
  /** Rooms that users may have made at once. */
  rooms: z.int().min(1).default(10_000),
});

/** The server's one configuration file. Every key and verb is described in docs/configuration.md. */
export const configSchema = z
  .strictObject({
    domain: domainName,
    listen: z.strictObject({
      client: entrances,
      clientTls: entrances.optional(),
      /** RFC 7395 in clear: for a proxy on this machine, which has the certificate. */
      webSocket: entrances
        .refine(
          (written) => [written].flat().every((one) => isLoopback(typeof one === 'string' ? one : one.at)),
          'a WebSocket in clear listens on loopback only, as in 127.0.0.1:5290; `webSocketTls` listens anywhere',
        )
        .optional(),
      webSocketTls: entrances.optional(),
      /** Other servers; left out, with `peerTls`: this one exchanges nothing with others. */
      peer: endpoint.optional(),
      /** The same with TLS from the first byte (XEP-0368). */
      peerTls: endpoint.optional(),
      /** Components (XEP-0114), in clear. */
      component: endpoint
        .refine(
          isLoopback,
          'components connect in clear: listen for them on loopback only, as in 127.0.0.1:5275',
        )
        .optional(),
      admin: endpoint
        .refine(isLoopback, 'administration listens on loopback only, as in 127.0.0.1:5280')
        .optional(),
    }),
    /** Whose word counts on where a connection comes from: addresses and ranges. */
    trustedProxies: z.array(addressRange).default([]),
    tls: z.strictObject({ certificate: z.string(), key: z.string() }),
    starttls: z.enum(['required', 'optional']).default('required'),
    accounts: z.record(z.string(), z.string().min(1)).default({}),
    /** Further IM domains of the same server. */
    domains: z
      .record(domainName, z.strictObject({ accounts: z.record(z.string(), z.string().min(1)).default({}) }))
      .default({}),
    /** Domains for rooms (XEP-0045), for the users of all IM domains. */
    rooms: z.array(domainName).default([]),
    /** Components (XEP-0114), by domain: what each proves that it is with. */
    components: z.record(domainName, z.strictObject({ secret: componentSecret })).default({}),
    federation: federationSchema.optional(),
    adminToken: z.string().min(16, 'give the administration token at least 16 characters').optional(),
    /** Versions of the STANAG 4778 profile for XMPP that are read; the first is written. */
    bindingVersions: z
      .array(z.string().regex(/^\d+:\d+$/, 'write a version as in 1:0'))
      .min(1)
      .default(['1:0']),
    /** The name server that is asked for the names of addresses: its address and port; left out: those of the system. */
    nameServer: endpoint.refine(isNumeric, 'write the address as numbers, as in 127.0.0.1:53').optional(),
    directory: directorySchema.optional(),
    /** SQLite file, or `:memory:`. */
    store: z.string().default(':memory:'),
    /** Where audit records go: a file, or `none`. */
    audit: z.string().default('none'),
    limits: limits.prefault({}),
    provision: z.record(z.string(), z.unknown()).default({}),
  })
  .refine(({ domain, domains }) => !Object.hasOwn(domains, domain), {
    path: ['domains'],
    message: 'the first domain stands in `domain`; name others here',
  })
  .refine(
    ({ domain, domains, rooms }) =>
      new Set(rooms).size === rooms.length &&
      !rooms.some((name) => name === domain || Object.hasOwn(domains, name)),
    {
      path: ['rooms'],
      message: 'a domain for rooms is a domain of its own, named once: muc.a.test beside a.test',
    },
  )
  .refine(
    ({ domain, domains, rooms, components }) =>
      ![domain, ...Object.keys(domains), ...rooms].some((name) => Object.hasOwn(components, name)),
    {
      path: ['components'],
      message: 'a component has a domain of its own: gw.a.test beside a.test',
    },
  )
  .refine(
    ({ listen, federation }) =>
      federation === undefined || listen.peer !== undefined || listen.peerTls !== undefined,
    {
      path: ['federation'],
      message:
        'say where other servers connect, with `listen.peer`: nothing is exchanged with them without it',
    },
  )
  .refine(
    ({ listen, components }) => listen.component !== undefined || Object.keys(components).length === 0,
    {
      path: ['components'],
      message: 'say where components connect, with `listen.component`: nobody could be one of these',
    },
  )
  .refine(
    ({ listen, trustedProxies }) =>
      trustedProxies.length > 0 || !entrancesOf(listen).some(({ proxyProtocol }) => proxyProtocol),
    {
      path: ['trustedProxies'],
      message: 'name the proxies that `proxyProtocol` is for: nobody else comes in there',
    },
  )
  .refine(({ listen, adminToken }) => listen.admin === undefined || adminToken !== undefined, {
    path: ['listen', 'admin'],
    message: 'give an `adminToken`: without one nobody could use the administration interface',
  });

export type ConfigFile = z.infer<typeof configSchema>;
