import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { WrittenClearance } from './written-clearance.ts';
import type { WrittenLabel } from './written-label.ts';

/** A label of fixtures/labels.yaml. */
export interface LabelFixture {
  readonly name: string;
  readonly ess: string;
  readonly label: WrittenLabel;
  /** What a DER writer makes of it, where that is not `ess`. */
  readonly writes: string | undefined;
}

/** A clearance of fixtures/clearances.yaml. */
export interface ClearanceFixture {
  readonly name: string;
  readonly x501: string;
  readonly clearance: WrittenClearance;
  readonly writes: string | undefined;
}

/** A text of fixtures/malformed.yaml. */
export interface MalformedFixture {
  readonly name: string;
  readonly ess: string;
  readonly error: string;
}

export function labelFixtures(): LabelFixture[] {
  return Object.entries(labelsFile.parse(read('labels'))).map(([name, { ess, says, writes }]) => {
    const { policy, categories, ...rest } = says;
    const label = { ...rest, ...(policy === undefined ? {} : { policy: { oid: policy } }), categories };
    return { name, ess, label, writes };
  });
}

export function clearanceFixtures(): ClearanceFixture[] {
  return Object.entries(clearancesFile.parse(read('clearances'))).map(([name, { x501, says, writes }]) => ({
    name,
    x501,
    clearance: { ...says, policy: { oid: says.policy } },
    writes,
  }));
}

export function malformedFixtures(): MalformedFixture[] {
  return Object.entries(malformedFile.parse(read('malformed'))).map(([name, { ess, error }]) => ({
    name,
    ess,
    error,
  }));
}

function read(name: string): unknown {
  const file = new URL(`../../fixtures/${name}.yaml`, import.meta.url);
  return parse(readFileSync(file, 'utf8'), { intAsBigInt: true });
}

const category = z
  .strictObject({
    tagSet: z.string(),
    kind: z.enum([
      'restrictive',
      'permissive',
      'enumerated-restrictive',
      'enumerated-permissive',
      'informative',
      'unsaid',
    ]),
    values: z.array(z.bigint()),
    asBits: z.literal(true).exactOptional(),
  })
  .transform(({ tagSet, ...rest }) => ({ tagSet: { oid: tagSet }, ...rest }));

const categories = z.array(category).default([]);
const unread = z.array(z.strictObject({ where: z.string(), syntax: z.string() })).default([]);

const labelsFile = z.record(
  z.string(),
  z.strictObject({
    ess: z.string(),
    writes: z.string().optional(),
    says: z.strictObject({
      policy: z.string().exactOptional(),
      classification: z.bigint().exactOptional(),
      privacyMark: z.string().exactOptional(),
      privacyMarkAsUtf8: z.literal(true).exactOptional(),
      categories,
      unread,
    }),
  }),
);

const clearancesFile = z.record(
  z.string(),
  z.strictObject({
    x501: z.string(),
    writes: z.string().optional(),
    says: z.strictObject({ policy: z.string(), classifications: z.array(z.bigint()), categories, unread }),
  }),
);

const malformedFile = z.record(
  z.string(),
  z.strictObject({ ess: z.string(), why: z.string(), error: z.string() }),
);
