import {
  clearanceCodecs,
  decodeBase64,
  encodeBase64,
  LabelError,
  readClearanceConstraints,
  readClearanceValue,
  readEssLabel,
  readLabelValue,
  readSubjectClearances,
  saySame,
  type WrittenClearance,
  type WrittenLabel,
  writeEssLabel,
} from '#labels';
import { bytesOf, octetsOf, textsOf } from './corpus.ts';
import { type Decoder, promise, refusing } from './decoder.ts';
import { base64In, textIn, valueIn } from './input.ts';
import { weighClearance, weighLabel } from './meaning.ts';

const labelTexts = [...textsOf('labels.yaml', 'ess'), ...textsOf('malformed.yaml', 'ess')];
const clearanceTexts = textsOf('clearances.yaml', 'x501');
const clearanceOctets = octetsOf(clearanceTexts);

const words = { Compartment: ['ALPHA', 2], 'Releasable To': 'ONE', '1.3.6.1.4.1.32473.258.1.2': 0 };
const policies = ['HARNESS-A', '1.3.6.1.4.1.32473.258.1'];
const labelValues: readonly unknown[] = [
  ...policies.map((policy) => ({
    policy,
    classification: 'SECRET',
    categories: words,
    privacyMark: 'EYES ONLY',
  })),
  ...labelTexts.slice(0, 9).map((ess) => ({ ess })),
  ...textsOf('labels.yaml', 'stanag4774')
    .slice(0, 9)
    .map((stanag4774) => ({ stanag4774 })),
];
const clearanceValues: readonly unknown[] = [
  'none',
  ...policies.map((policy) => ({ policy, classifications: ['UNCLASSIFIED', 2], categories: words })),
  policies.map((policy) => ({ policy, classifications: [4], categories: words })),
  ...clearanceTexts.slice(0, 9).map((x501) => ({ x501 })),
  ...textsOf('clearances.yaml', 'stanag4774')
    .slice(0, 9)
    .map((stanag4774) => ({ stanag4774 })),
];

/** What is written in octets, and values of JSON. */
export const labelDecoders: readonly Decoder[] = [
  { name: 'base64', seeds: bytesOf(labelTexts), examine: refusing([LabelError], examineBase64) },
  {
    name: 'ess-text',
    seeds: bytesOf(labelTexts),
    examine: refusing([LabelError], (input) => examineLabel(readEssLabel(textIn(input)))),
  },
  {
    name: 'ess',
    seeds: octetsOf(labelTexts),
    examine: refusing([LabelError], (input) => examineLabel(readEssLabel(base64In(input)))),
  },
  {
    name: 'x501',
    seeds: clearanceOctets,
    examine: refusing([LabelError], (input) => examineClearance(x501.read(base64In(input)))),
  },
  {
    name: 'clearance-constraints',
    seeds: clearanceOctets.map((octets) => Uint8Array.of(0x30, octets.length, ...octets)),
    examine: refusing([LabelError], (input) => {
      for (const clearance of readClearanceConstraints(base64In(input))) examineClearance(clearance);
      return 'read';
    }),
  },
  {
    name: 'label-value',
    seeds: bytesOf(labelValues.map((value) => JSON.stringify(value))),
    examine: refusing([LabelError], (input) => examineLabel(readLabelValue(valueIn(input, labelValues)))),
  },
  {
    name: 'subject-clearances',
    seeds: clearanceOctets.filter((octets) => octets.length < 110).map(asSubjectAttributes),
    examine: refusing([LabelError], (input) => {
      for (const clearance of readSubjectClearances(base64In(input))) examineClearance(clearance);
      return 'read';
    }),
  },
  {
    name: 'clearance-value',
    seeds: bytesOf(clearanceValues.map((value) => JSON.stringify(value))),
    examine: refusing([LabelError], (input) => {
      const clearances = readClearanceValue(valueIn(input, clearanceValues));
      for (const clearance of clearances) examineClearance(clearance);
      return 'read';
    }),
  },
];

const { x501 } = clearanceCodecs;

function examineBase64(input: Uint8Array): string {
  const text = textIn(input);
  const octets = decodeBase64(text, 65_536);
  promise(encodeBase64(octets) === text.replace(/[ \t\r\n]/g, ''), 'octets have two spellings');
  return 'read';
}

function examineLabel(label: WrittenLabel): string {
  weighLabel(label);
  const wire = written(() => writeEssLabel(label));
  if (wire === undefined) return 'read, and not to be written';
  promise(saySame(readEssLabel(wire), label), 'a label that was written is read as another');
  promise(writeEssLabel(readEssLabel(wire)) === wire, 'a label has two spellings in DER');
  return `read with ${kindsOf(label)}`;
}

function examineClearance(clearance: WrittenClearance): string {
  weighClearance(clearance);
  const wire = written(() => x501.write(clearance));
  if (wire === undefined) return 'read, and not to be written';
  promise(x501.write(x501.read(wire)) === wire, 'a clearance has two spellings in DER');
  return `read with ${kindsOf(clearance)}`;
}

/** What is written, or nothing where the syntax has no way to say it. */
export function written<Wire>(write: () => Wire): Wire | undefined {
  try {
    return write();
  } catch (error) {
    if (error instanceof LabelError && error.code === 'label-inexpressible') return undefined;
    throw error;
  }
}

/** The kinds of its categories, each once. */
export function kindsOf({ categories }: Pick<WrittenLabel, 'categories'>): string {
  return [...new Set(categories.map(({ kind }) => kind))].toSorted().join(' ');
}

/** SubjectDirectoryAttributes with one id-at-clearance of this value. */
function asSubjectAttributes(clearance: Uint8Array): Uint8Array {
  const { length } = clearance;
  const type = [0x06, 0x03, 0x55, 0x04, 0x37];
  return Uint8Array.of(0x30, length + 9, 0x30, length + 7, ...type, 0x31, length, ...clearance);
}
