import { z } from 'zod';
import type { MatrixRecord } from './matrix.ts';
import { targetRecord } from './record-schema.ts';

const count = z.number().int().nonnegative();

const pair = z.object({
  from: z.string(),
  to: z.string(),
  verdicts: z.object({
    passed: count,
    failed: count,
    inconclusive: count,
    unsupported: count,
    broken: count,
    expectedFailures: count,
    unexpectedPasses: count,
  }),
  wallMs: z.number(),
  broken: z.string().exactOptional().describe('why it could not be run, or not all of it'),
  evidence: z.string().exactOptional().describe("the folder of the pair's run, relative to this file"),
  exitCode: z.number().int(),
});

/** What `matrix.json` holds. */
export const matrixSchema = z.object({
  schema: z.literal('cmbac/matrix@1'),
  suite: z.string(),
  startedAt: z.string().describe('ISO 8601, UTC'),
  wallMs: z.number(),
  targets: z.array(z.string()),
  servers: z.array(targetRecord),
  pairs: z.array(pair),
  exitCode: z.number().int(),
}) satisfies z.ZodType<MatrixRecord>;
