import type { Metadata4774, WrittenClearance, WrittenLabel } from '#labels';
import {
  type Clearance,
  explain,
  express,
  expressClearance,
  type Label,
  type MappingFinding,
  type Policy,
  type Reason,
} from '#policy';
import { serialize } from '#xml';

/** Why something is denied or not possible, or what is odd about it: a stable word, and a sentence for people. */
export interface Remark {
  readonly kind: string;
  readonly message: string;
  /** Which clearance of the list it is about, from 0. */
  readonly clearance?: number;
}

/** A label or clearance in words, as `readLabelValue` and `readClearanceValue` take them back. */
export interface LabelWords {
  readonly policy: string;
  readonly classification: string;
  readonly categories?: Readonly<Record<string, readonly string[]>>;
  readonly privacyMark?: string;
}
export interface ClearanceWords {
  readonly policy: string;
  readonly classifications: readonly string[];
  readonly categories?: Readonly<Record<string, readonly string[]>>;
}

export function remark(reason: Reason, clearance?: number): Remark {
  const said = { kind: reason.kind, message: explain(reason) };
  return clearance === undefined ? said : { ...said, clearance };
}

export function labelWords(policy: Policy, label: Label): LabelWords {
  const { categories } = express(policy, label, 'names');
  return {
    policy: policy.name,
    classification: label.classification.name,
    ...categoryWords(categories),
    ...(label.privacyMark === undefined ? {} : { privacyMark: label.privacyMark }),
  };
}

export function clearanceWords(policy: Policy, clearance: Clearance): ClearanceWords {
  const { categories } = expressClearance(policy, clearance, 'names');
  return {
    policy: policy.name,
    classifications: [...clearance.classifications].map(({ name }) => name),
    ...categoryWords(categories),
  };
}

function categoryWords(written: WrittenLabel['categories']): Pick<LabelWords, 'categories'> {
  if (written.length === 0) return {};
  const byTagSet = Map.groupBy(written, ({ tagSet }) => tagSet.name ?? tagSet.oid ?? '');
  const entries = [...byTagSet].map(
    ([name, tags]) => [name, tags.flatMap(({ values }) => values.map(String))] as const,
  );
  return { categories: Object.fromEntries(entries) };
}

/**
 * What a syntax says, in JSON: as `WrittenLabel` has it, but a number past 2^53 is a text of its digits, and foreign
 * elements are text.
 */
export function plainLabel({ metadata4774, ...label }: WrittenLabel): object {
  return {
    ...label,
    ...plainNumbers(label),
    ...(metadata4774 === undefined ? {} : { metadata4774: plainMetadata(metadata4774) }),
  };
}

export function plainClearance(clearance: WrittenClearance): object {
  return {
    ...clearance,
    ...plainNumbers(clearance),
    classifications: clearance.classifications.map(plainNumber),
  };
}

function plainNumbers({
  classification,
  categories,
}: Pick<WrittenLabel, 'classification' | 'categories'>): object {
  return {
    ...(classification === undefined ? {} : { classification: plainNumber(classification) }),
    categories: categories.map((category) => ({ ...category, values: category.values.map(plainNumber) })),
  };
}

function plainMetadata({ succession, extensions, informationExtensions, ...metadata }: Metadata4774): object {
  return {
    ...metadata,
    ...(succession === undefined
      ? {}
      : { succession: { at: succession.at, successor: plainLabel(succession.successor) } }),
    ...(extensions === undefined ? {} : { extensions: extensions.map((one) => serialize(one)) }),
    ...(informationExtensions === undefined
      ? {}
      : { informationExtensions: informationExtensions.map((one) => serialize(one)) }),
  };
}

function plainNumber(value: bigint | string): number | string {
  if (typeof value === 'string') return value;
  return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value.toString();
}

/** What is to be said about a mapping that was made. */
export function mappingRemark(finding: MappingFinding): Remark {
  switch (finding.kind) {
    case 'discarded-protection':
      return { kind: finding.kind, message: `\`${finding.category.name}\` protects, and is left out` };
    case 'discarded-informative':
      return {
        kind: finding.kind,
        message: `\`${finding.category.name}\` has no equivalent, and is left out`,
      };
    case 'discarded-input':
      return { kind: finding.kind, message: `the text written for \`${finding.category.name}\` is left out` };
    case 'ambiguous-fix-up':
      return {
        kind: finding.kind,
        message: `the policy asks for one of several values of ${finding.tagSets.map((name) => `\`${name}\``).join(', ')}, and all are added`,
      };
  }
}
