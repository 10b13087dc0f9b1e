import { z } from 'zod';
import { failureKinds } from './failure-kinds.ts';
import type { RunRecord } from './record.ts';

/*
 * The types of `record.ts` as a schema, to read what somebody else has written. A test compares the two: neither can say
 * more than the other.
 */

/** `Outcome`. */
export const outcome = z.enum(['passed', 'failed', 'inconclusive', 'unsupported', 'broken']);

/** `FailureKind`. */
export const failureKind = z.enum(failureKinds);

const count = z.number().int().nonnegative();
const milliseconds = z.number().nonnegative().describe('milliseconds');

/** A server as a record names it. */
export const targetRecord = z
  .object({
    name: z.string(),
    file: z.string().exactOptional().describe('that describes it, as it was given'),
    product: z.string(),
    version: z.string(),
    kind: z.enum(['process', 'container', 'remote']).exactOptional(),
    image: z.string().exactOptional().describe('of a container, with its digest'),
    startMs: milliseconds.exactOptional(),
  })
  .describe('a server, by what it says of itself');

const arrow = z
  .object({
    line: count.describe('line number in the transcript'),
    at: z.number().describe('milliseconds from the start of the transcript'),
    actor: z.string(),
    direction: z.enum(['sent', 'received']),
    role: z.enum(['control', 'stimulus', 'fence', 'reply', 'other']),
    caption: z.string(),
    raw: z.string().describe('the characters on the wire'),
  })
  .describe('one stanza on one connection');

const finding = z
  .object({
    step: z.number().int().describe('index of the step, from 0'),
    outcome,
    kind: failureKind
      .exactOptional()
      .describe('set if and only if it failed; not in runs of earlier versions'),
    claim: z.string(),
    seen: z.string().exactOptional().describe('what was seen instead'),
    value: z.string().exactOptional().describe('what was measured; decides nothing'),
    strength: z
      .enum(['A', 'B', 'C'])
      .exactOptional()
      .describe('A same-path bracket and witness, B bracket, C another path'),
    evidence: z.array(count).describe('line numbers in the transcript'),
  })
  .describe('one thing that holds or does not');

const part = z
  .object({
    name: z.enum(['scenario', 'twin']),
    title: z.string(),
    outcome,
    wallMs: milliseconds,
    transcript: z.string().exactOptional().describe("relative to the run's folder"),
    deployment: count.exactOptional(),
    provision: z.array(z.object({ verb: z.string(), value: z.string() })),
    findings: z.array(finding),
    steps: z.array(z.object({ summary: z.string(), outcome, arrows: z.array(arrow) })),
  })
  .describe('the scenario itself, or its twin');

const expected = z
  .object({
    outcome: z.enum(['failed', 'inconclusive']),
    kind: failureKind.exactOptional(),
    reason: z.string(),
    met: z.boolean().describe('it came as expected'),
    issue: z.string().exactOptional(),
    owner: z.string().exactOptional(),
    expires: z.string().exactOptional().describe('the last day: 2027-01-31'),
    acceptedBy: z.array(z.string()).exactOptional().describe('the two who accept a leak'),
  })
  .describe('what is known to differ, and who answers for that');

const control = z
  .object({ fault: z.string(), breaks: z.string(), seen: z.string(), current: z.boolean() })
  .describe('the scenario against the reference server with one check broken: it can fail');

const scenario = z.object({
  id: z.string(),
  file: z.string(),
  title: z.string(),
  requirements: z.array(z.string()),
  outcome,
  kind: failureKind.exactOptional().describe('the worst among its failures'),
  reason: z.string().exactOptional().describe('why it is not passed'),
  expected: expected.exactOptional(),
  controls: z.array(control).exactOptional(),
  parts: z.array(part),
});

const requirement = z.object({
  id: z.string(),
  group: z.string(),
  level: z.string(),
  sentence: z.string(),
  source: z.string().describe('document and section; several with `; ` between'),
  quote: z.string().exactOptional().describe('the source, word for word'),
  scenarios: z.array(z.string()),
  notCovered: z.string().exactOptional().describe('why no scenario covers it'),
});

/** `RunRecord.suite`. */
export const suiteRecord = z.object({
  version: z.string(),
  scenarios: count.describe('how many there are, chosen or not'),
  seed: z.string(),
  profile: z.string().exactOptional(),
  shard: z
    .object({ number: count, of: count, chosen: count, digest: z.string() })
    .exactOptional()
    .describe('which part of the chosen scenarios this run had'),
  shards: count.exactOptional().describe('merged from so many'),
});

/** What `run.json` holds. Keys that a later version adds are passed over. */
export const runSchema = z.object({
  schema: z.literal('cmbac/run@1'),
  target: targetRecord,
  peer: targetRecord.exactOptional(),
  suite: suiteRecord,
  startedAt: z.string().describe('ISO 8601, UTC'),
  wallMs: milliseconds,
  faults: z.array(z.string()).describe('with any, the run says nothing about a server'),
  scenarios: z.array(scenario),
  requirements: z.array(requirement),
  staleExpectations: z.array(z.string()),
  debt: z
    .object({ file: z.string(), owed: count, missing: z.array(z.string()) })
    .exactOptional()
    .describe('what a lock file names, and what of it was not executed'),
  logs: z.array(z.string()).exactOptional(),
  deployment: z
    .object({ number: count, of: count, parts: count, chosen: count, digest: z.string() })
    .exactOptional(),
  exitCode: z.number().int(),
}) satisfies z.ZodType<RunRecord>;
