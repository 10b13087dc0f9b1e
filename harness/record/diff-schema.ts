import { z } from 'zod';
import type { DiffRecord } from './diff.ts';
import { failureKind, outcome, suiteRecord, targetRecord } from './record-schema.ts';

const comparedRun = z.object({
  target: targetRecord,
  peer: targetRecord.exactOptional(),
  suite: suiteRecord,
  startedAt: z.string(),
  faults: z.array(z.string()),
});

const difference = z
  .object({
    scenario: z.string(),
    part: z.enum(['scenario', 'twin']),
    title: z.string(),
    was: outcome.exactOptional().describe('left out: it was not in the earlier run'),
    is: outcome.exactOptional().describe('left out: it is not in the later run'),
    wasKind: failureKind.exactOptional(),
    isKind: failureKind.exactOptional(),
    reason: z.string().exactOptional(),
  })
  .describe('a scenario or its twin in two runs');

/** What `cmbac diff --json` prints. */
export const diffSchema = z.object({
  schema: z.literal('cmbac/diff@1'),
  before: comparedRun,
  after: comparedRun,
  regressed: z.array(difference).describe('leaks first'),
  mended: z.array(difference),
  changed: z.array(difference),
  added: z.array(difference),
  gone: z.array(difference),
  same: z.number().int(),
}) satisfies z.ZodType<DiffRecord>;
