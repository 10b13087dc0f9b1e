import { isIP } from 'node:net';
import { z } from 'zod';
import { domainName, endpoint } from '../config-texts.ts';

/** Where the server of a domain is; `tls`: from the first byte, or by STARTTLS. */
const route = z.union([endpoint, z.strictObject({ at: endpoint, tls: z.enum(['starttls', 'direct']) })], {
  error: 'write address:port, or {at: address:port, tls: direct}',
});

const seconds = z.number().positive().max(86_400);

/** How this server and others find, trust and wait for each other. Every key is described in docs/configuration.md. */
export const federationSchema = z
  .strictObject({
    /** PEM file of the authorities that the certificates of other servers are from; left out: those that Node knows. */
    ca: z.string().optional(),
    starttls: z.enum(['required', 'optional', 'none']).default('required'),
    certificates: z.enum(['required', 'preferred']).default('required'),
    /** XEP-0220. */
    dialback: z.boolean().default(false),
    /** XEP-0288. */
    bidi: z.boolean().default(false),
    /** By domain, asked before any name server. */
    routes: z.record(domainName, route).default({}),
    /** What connections to other servers come from. */
    sourceAddress: z
      .string()
      .refine((text) => isIP(text) !== 0, 'write an address as numbers, as in 127.0.0.1')
      .optional(),
    /** Stanzas that wait for one stream to be set up. */
    queueStanzas: z.int().min(1).default(1_000),
    /** The same in characters. */
    queueSize: z.int().min(10_000).default(4_194_304),
    connectSeconds: seconds.default(5),
    /** From the connection to the first stanza, in either direction. */
    negotiationSeconds: seconds.default(15),
    /** After which no further place of a server is tried. */
    setUpSeconds: seconds.default(30),
    /** How long nothing is tried after that. */
    backOffSeconds: seconds.default(1),
    /** Without a stanza of ours until we close a stream that we opened. */
    idleSeconds: seconds.default(300),
    /** For which another server may owe its count (XEP-0198). */
    acknowledgeSeconds: seconds.default(30),
    /** Pairs of our domains and others that there is a stream for, or that something waits for. */
    pairs: z.int().min(1).default(10_000),
    /** Those of them whose other side is one parent domain (its last two labels), or below it. */
    pairsPerParent: z.int().min(1).default(1_000),
    /** Streams that one domain has opened at a time. */
    streamsPerPeer: z.int().min(1).default(100),
    /** Keys (XEP-0220) that are being asked about at a time. */
    verifications: z.int().min(1).default(200),
    /** Sessions that one account elsewhere has in one room. */
    sessionsPerOccupant: z.int().min(1).default(50),
    /** How many of `limits.rooms` users of other servers and components may have made, all together: 0.5 is half of them. */
    roomShare: z.number().min(0).max(1).default(0.5),
  })
  .refine(({ certificates, dialback }) => certificates === 'required' || dialback, {
    path: ['certificates'],
    message:
      'who has no certificate can only be known by dialback: add `dialback: true`, or require certificates',
  })
  .refine(({ certificates, starttls }) => certificates === 'preferred' || starttls === 'required', {
    path: ['starttls'],
    message: 'certificates are shown over TLS only: require it, or write `certificates: preferred`',
  });

export type FederationFile = z.infer<typeof federationSchema>;
