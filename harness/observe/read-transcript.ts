import { z } from 'zod';
import type { Transcript } from './transcript.ts';

/** A transcript that is not whole: one sentence with the line. Nothing may be judged from it. */
export class TranscriptError extends Error {
  override readonly name = 'TranscriptError';
}

const header = z.object({
  schema: z.literal('cmbac/transcript@1'),
  scenario: z.string(),
  part: z.enum(['scenario', 'twin']),
  scenarioHash: z.string(),
  target: z.string(),
  startedAt: z.string(),
  actors: z.record(z.string(), z.string()),
  domain: z.string(),
  peers: z.array(z.string()).optional(),
  servers: z.record(z.string(), z.string()).optional(),
  names: z
    .object({
      domains: z.record(z.string(), z.string()),
      accounts: z.record(z.string(), z.string()),
      rooms: z.record(z.string(), z.string()),
      roomPrefix: z.string().optional(),
    })
    .optional(),
  seed: z.string(),
});

const place = { n: z.int(), at: z.number() };

const line = z.discriminatedUnion('kind', [
  z.object({
    ...place,
    kind: z.literal('stanza'),
    actor: z.string(),
    direction: z.enum(['sent', 'received']),
    raw: z.string(),
  }),
  z.object({
    ...place,
    kind: z.literal('stream'),
    actor: z.string(),
    event: z.enum(['open', 'features', 'bound', 'closed', 'error']),
    detail: z.string(),
  }),
  z.object({ ...place, kind: z.literal('step'), step: z.int(), event: z.enum(['begin', 'end']) }),
  z.object({
    ...place,
    kind: z.literal('wire'),
    connection: z.int(),
    peer: z.string(),
    direction: z.enum(['sent', 'received']),
    raw: z.string(),
  }),
  z.object({
    ...place,
    kind: z.literal('connection'),
    connection: z.int(),
    peer: z.string(),
    event: z.enum(['accepted', 'opened', 'secured', 'authenticated', 'error', 'closed']),
    detail: z.string(),
  }),
  z.object({ ...place, kind: z.literal('query'), name: z.string(), type: z.string() }),
  z.object({ ...place, kind: z.literal('note'), step: z.int(), key: z.string(), value: z.string() }),
]);

const footer = z.object({ footer: z.object({ lines: z.int() }) });

/**
 * Read a transcript from its NDJSON text: a header, lines, a footer that counts them.
 *
 * @throws TranscriptError when it is cut short or anything in it does not fit.
 */
export function readTranscript(text: string): Transcript {
  const rows = text.split('\n').filter((row) => row.trim() !== '');
  const [first, ...rest] = rows;
  const last = rest.pop();
  if (first === undefined) throw new TranscriptError('the transcript is empty; run the scenario again');
  const top = fit(header, first, 1, 'a header of schema cmbac/transcript@1');
  const end = footer.safeParse(last === undefined ? undefined : jsonOf(last));
  if (!end.success)
    throw new TranscriptError('the transcript has no footer: its run was cut short; run the scenario again');
  if (end.data.footer.lines !== rest.length) {
    throw new TranscriptError(
      `the transcript holds ${rest.length} lines, and its footer counts ${end.data.footer.lines}; it was changed or cut`,
    );
  }
  return { header: top, lines: rest.map((row, index) => fit(line, row, index + 2, 'a transcript line')) };
}

function fit<Value>(schema: z.ZodType<Value>, row: string, number: number, what: string): Value {
  const checked = schema.safeParse(jsonOf(row));
  if (checked.success) return checked.data;
  throw new TranscriptError(`line ${number} of the transcript is not ${what}; it was changed or cut`);
}

function jsonOf(row: string): unknown {
  try {
    return JSON.parse(row);
  } catch {
    return undefined;
  }
}
