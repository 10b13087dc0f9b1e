import { z } from 'zod';

/** `127.0.0.1:5222`, `[::1]:5222`; port 0 takes a free one. */
const endpoint = z
  .string()
  .regex(/^(\[[0-9a-fA-F:]+\]|[^:\s]+):\d{1,5}$/, 'write it as address:port, as in 127.0.0.1:5222')
  .refine((text) => !(Number(text.slice(text.lastIndexOf(':') + 1)) > 65_535), 'a port is at most 65535');

function isLoopback(text: string): boolean {
  return /^(127\.\d+\.\d+\.\d+|\[::1\]|localhost):/.test(text);
}

const domainName = z
  .string()
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/, 'write the domain in lower case, as in a.test');

const limits = z.strictObject({
  /** Bytes of one stanza. */
  stanzaBytes: z.int().min(10_000).max(16_777_216).default(262_144),
  /** Elements inside elements. */
  depth: z.int().min(8).max(512).default(64),
  /** Seconds until a connection must have logged in. */
  loginSeconds: z.number().positive().default(30),
  /** Seconds without a byte until a session is closed. */
  silenceSeconds: z.number().positive().default(1800),
});

/** The server's one configuration file. Every key and verb is described in docs/configuration.md. */
export const configSchema = z
  .strictObject({
    domain: domainName,
    listen: z.strictObject({
      client: endpoint,
      clientTls: endpoint.optional(),
      admin: endpoint
        .refine(isLoopback, 'administration listens on loopback only, as in 127.0.0.1:5280')
        .optional(),
    }),
    tls: z.strictObject({ certificate: z.string(), key: z.string() }),
    starttls: z.enum(['required', 'optional']).default('required'),
    accounts: z.record(z.string(), z.string().min(1)).default({}),
    adminToken: z.string().min(16, 'give the administration token at least 16 characters').optional(),
    /** Versions of the STANAG 4778 profile for XMPP that are read; the first is written. */
    bindingVersions: z
      .array(z.string().regex(/^\d+:\d+$/, 'write a version as in 1:0'))
      .min(1)
      .default(['1:0']),
    /** SQLite file, or `:memory:`. */
    store: z.string().default(':memory:'),
    /** Where audit records go: a file, or `none`. */
    audit: z.string().default('none'),
    limits: limits.prefault({}),
    provision: z.record(z.string(), z.unknown()).default({}),
  })
  .refine(({ listen, adminToken }) => listen.admin === undefined || adminToken !== undefined, {
    path: ['listen', 'admin'],
    message: 'give an `adminToken`: without one nobody could use the administration interface',
  });

export type ConfigFile = z.infer<typeof configSchema>;
