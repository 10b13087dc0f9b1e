import { z } from 'zod';

/** What the messages of one row are. */
export const loadSchema = z.object({
  /** No label, so that the default counts; a label of 1 KB, one for each pair; or another one in each message. */
  label: z.enum(['none', 'own', 'different']),
  /** The marking that the client writes with its label: the policy's own, or one that is wrong. */
  marking: z.enum(['right', 'wrong']),
});
export type Load = z.infer<typeof loadSchema>;

/** What the generator is told, as JSON on its command line. */
export const jobSchema = z.object({
  host: z.string(),
  port: z.number(),
  domain: z.string(),
  /** PEM of the authority of the server's certificate. */
  ca: z.string(),
  /** TLS from the first byte; otherwise all stays in clear. */
  tls: z.boolean(),
  /** Of every account. */
  password: z.string(),
  pairs: z.number(),
  /** Messages that a pair has on their way at any time. */
  window: z.number(),
  warmUpSeconds: z.number(),
  seconds: z.number(),
  load: loadSchema,
  /** The servers, whose processor time and memory are read and added up. */
  serverPids: z.array(z.number()),
  /** Where the recipients are; left out: where the senders are. */
  recipients: z.object({ host: z.string(), port: z.number(), domain: z.string() }).optional(),
});
export type Job = z.infer<typeof jobSchema>;

/** What the generator says, as JSON on its standard output. */
export const measurementSchema = z.object({
  messagesPerSecond: z.number(),
  /** Processor seconds of all servers for 100 000 messages; missing where the system does not tell. */
  cpuPer100k: z.number().optional(),
  p50Ms: z.number(),
  p99Ms: z.number(),
  /** Resident memory of all servers when the measuring ends; missing where the system does not tell. */
  residentMB: z.number().optional(),
  /** One message as the client writes it. */
  stanzaBytes: z.number(),
  /** Messages that were read in full at the end, and found whole. */
  sampled: z.number(),
});
export type Measurement = z.infer<typeof measurementSchema>;

/** The accounts of a number of pairs, senders and recipients. */
export function accountNames(pairs: number): string[] {
  return Array.from({ length: pairs }, (_, pair) => [senderOf(pair), recipientOf(pair)]).flat();
}

export function senderOf(pair: number): string {
  return `a${pair}`;
}

export function recipientOf(pair: number): string {
  return `b${pair}`;
}

/** The resource of every session. */
export const resource = 'bench';
