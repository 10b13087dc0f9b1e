import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { WrittenClearance } from './written-clearance.ts';
import type { WrittenLabel } from './written-label.ts';

/** A label of fixtures/labels.yaml. */
export interface LabelFixture {
  readonly name: string;
  readonly ess: string;
  /** The same label as an XML document, where STANAG 4774 can say it. */
  readonly stanag4774: string | undefined;
  readonly label: WrittenLabel;
  /** What a DER writer makes of it, where that is not `ess`. */
  readonly writes: string | undefined;
}

/** A clearance of fixtures/clearances.yaml. */
export interface ClearanceFixture {
  readonly name: string;
  readonly x501: string;
  readonly stanag4774: string | undefined;
  readonly clearance: WrittenClearance;
  readonly writes: string | undefined;
}

/** A text of fixtures/malformed.yaml. */
export interface MalformedFixture {
  readonly name: string;
  readonly ess: string;
  readonly error: string;
}

/** A label of fixtures/stanag4774/, of which expected.yaml says what becomes of it. */
export interface Stanag4774Fixture {
  readonly name: string;
  readonly xml: string;
  readonly expected: string;
  /** How the codec refuses it, or what it remarks. */
  readonly error: string | undefined;
  readonly finding: string | undefined;
}

export function stanag4774Fixtures(): Stanag4774Fixture[] {
  return Object.entries(stanag4774File.parse(read('stanag4774/expected'))).map(([name, row]) => ({
    name,
    xml: text(`stanag4774/${name}.xml`),
    expected: row.expected,
    error: row.error,
    finding: row.finding,
  }));
}

export function labelFixtures(): LabelFixture[] {
  return Object.entries(labelsFile.parse(read('labels'))).map(([name, { ess, stanag4774, says, writes }]) => {
    const { policy, categories, ...rest } = says;
    const label = { ...rest, ...(policy === undefined ? {} : { policy: { oid: policy } }), categories };
    return { name, ess, stanag4774, label, writes };
  });
}

export function clearanceFixtures(): ClearanceFixture[] {
  return Object.entries(clearancesFile.parse(read('clearances'))).map(
    ([name, { x501, stanag4774, says, writes }]) => ({
      name,
      x501,
      stanag4774,
      clearance: { ...says, policy: { oid: says.policy } },
      writes,
    }),
  );
}

export function malformedFixtures(): MalformedFixture[] {
  return Object.entries(malformedFile.parse(read('malformed'))).map(([name, { ess, error }]) => ({
    name,
    ess,
    error,
  }));
}

function read(name: string): unknown {
  return parse(text(`${name}.yaml`), { intAsBigInt: true });
}

/** A file of fixtures/, as text. */
export function text(name: string): string {
  return readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8');
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
    stanag4774: z.string().optional(),
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
    stanag4774: z.string().optional(),
    writes: z.string().optional(),
    says: z.strictObject({ policy: z.string(), classifications: z.array(z.bigint()), categories, unread }),
  }),
);

const malformedFile = z.record(
  z.string(),
  z.strictObject({ ess: z.string(), why: z.string(), error: z.string() }),
);

const stanag4774File = z.record(
  z.string(),
  z.strictObject({
    expected: z.string(),
    error: z.string().optional(),
    finding: z.string().optional(),
    schema: z.enum(['valid', 'invalid', 'malformed']),
    note: z.string().optional(),
  }),
);
