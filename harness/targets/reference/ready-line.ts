import { z } from 'zod';

/** Where the reference server listens, each as `host:port`. */
export interface ReadyLine {
  readonly client: string;
  readonly clientTls: string;
  /** Where it takes streams of other servers, if it federates. */
  readonly peer?: string | undefined;
  readonly admin: string;
  /** Left out: it takes no components. */
  readonly component?: string | undefined;
  readonly version: string;
  /** Every one of a kind, in the order of the configuration. */
  readonly entrances: { readonly clientTls: readonly string[]; readonly webSocketTls: readonly string[] };
}

const readyLine = z.object({
  ready: z.object({
    client: z.string(),
    clientTls: z.string(),
    peer: z.string().optional(),
    admin: z.string(),
    component: z.string().optional(),
    version: z.string(),
    entrances: z.object({ clientTls: z.array(z.string()), webSocketTls: z.array(z.string()) }),
  }),
});

/** What the server says when it is ready: one line of JSON. `undefined`: another line. */
export function readReadyLine(line: string): ReadyLine | undefined {
  if (!line.startsWith('{"ready"')) return undefined;
  try {
    const read = readyLine.safeParse(JSON.parse(line));
    return read.success ? read.data.ready : undefined;
  } catch {
    return undefined;
  }
}

/** `127.0.0.1:5222` or `[::1]:5222` in its two parts. */
export function splitAddress(address: string): { host: string; port: number } {
  const colon = address.lastIndexOf(':');
  return { host: address.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(address.slice(colon + 1)) };
}
