import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { RunRecord } from '../../harness/record/index.ts';
import { BadInput } from './bad-input.ts';

/** Where a run is written to and looked for, from the current folder. */
export const defaultRunFolder = 'reports/out';

/**
 * The record of a run from its folder.
 *
 * @throws BadInput when there is none, or when it was written by another version.
 */
export function readRun(folder: string): RunRecord {
  const file = join(folder, 'run.json');
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is not JSON' : 'it cannot be read';
    throw new BadInput(`\`${file}\`: ${why}; name the folder of a run, or make one with \`npx cmbac run\``);
  }
  const read = runRecord.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? 'the file' : `\`${issue.path.join('.')}\``;
  throw new BadInput(
    `\`${file}\`: ${where} is not what cmbac/run@1 has there; run the suite again with this version`,
  );
}

const outcome = z.enum(['passed', 'failed', 'inconclusive', 'unsupported', 'broken']);

const target = z.object({ name: z.string(), product: z.string(), version: z.string() });

const arrow = z.object({
  line: z.number(),
  at: z.number(),
  actor: z.string(),
  direction: z.enum(['sent', 'received']),
  role: z.enum(['control', 'stimulus', 'fence', 'reply', 'other']),
  caption: z.string(),
  raw: z.string(),
});

const finding = z.object({
  step: z.number(),
  outcome,
  claim: z.string(),
  seen: z.string().exactOptional(),
  value: z.string().exactOptional(),
  strength: z.enum(['A', 'B', 'C']).exactOptional(),
  evidence: z.array(z.number()),
});

const part = z.object({
  name: z.enum(['scenario', 'twin']),
  title: z.string(),
  outcome,
  wallMs: z.number(),
  transcript: z.string().exactOptional(),
  provision: z.array(z.object({ verb: z.string(), value: z.string() })),
  findings: z.array(finding),
  steps: z.array(z.object({ summary: z.string(), outcome, arrows: z.array(arrow) })),
});

const scenario = z.object({
  id: z.string(),
  file: z.string(),
  title: z.string(),
  requirements: z.array(z.string()),
  outcome,
  reason: z.string().exactOptional(),
  expected: z
    .object({ outcome: z.enum(['failed', 'inconclusive']), reason: z.string(), met: z.boolean() })
    .exactOptional(),
  parts: z.array(part),
});

const requirement = z.object({
  id: z.string(),
  group: z.string(),
  level: z.string(),
  sentence: z.string(),
  source: z.string(),
  scenarios: z.array(z.string()),
  notCovered: z.string().exactOptional(),
});

const runRecord: z.ZodType<RunRecord> = z.object({
  schema: z.literal('cmbac/run@1'),
  target,
  peer: target.exactOptional(),
  suite: z.object({
    version: z.string(),
    scenarios: z.number(),
    seed: z.string(),
    profile: z.string().exactOptional(),
    shard: z
      .object({ number: z.number(), of: z.number(), chosen: z.number(), digest: z.string() })
      .exactOptional(),
    shards: z.number().exactOptional(),
  }),
  startedAt: z.string(),
  wallMs: z.number(),
  faults: z.array(z.string()),
  scenarios: z.array(scenario),
  requirements: z.array(requirement),
  staleExpectations: z.array(z.string()),
  exitCode: z.number(),
});
