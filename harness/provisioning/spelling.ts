import {
  clearanceCodecs,
  labelCodecs,
  readEssLabel,
  type TagKind,
  type WrittenCategory,
  type WrittenClearance,
} from '#labels';
import { parseDocument } from '#xml';
import type { Fixtures } from '../fixtures/index.ts';
import type { Worksheet } from '../targets/index.ts';
import { type PolicyNames, policyNames } from './policy-names.ts';

/** One thing in plain language, with the policy's names, and as a server wants it written. */
export interface Spelled {
  readonly inWords: string;
  readonly value: string;
}

/** How a server wants clearances and labels written. */
export type SheetSyntax = 'words' | 'x501' | 'stanag4774';

/** Entries of a directory hold X.501. */
export function syntaxOf(worksheet: Worksheet | undefined): SheetSyntax {
  const { clearances = 'words' } = worksheet ?? {};
  return clearances === 'ldif' ? 'x501' : clearances;
}

/** Writes clearances and labels of the fixtures for people. Knows what policies call things, and nothing of what they grant. */
export class Spelling {
  readonly #fixtures: Fixtures;
  readonly #syntax: SheetSyntax;
  readonly #policies: readonly PolicyNames[];

  constructor(fixtures: Fixtures, syntax: SheetSyntax) {
    this.#fixtures = fixtures;
    this.#syntax = syntax;
    this.#policies = policyNames(fixtures);
  }

  /** A clearance in the words of scenarios, one for each policy; for `none` none. */
  clearance(words: unknown): Spelled[] {
    const { 'U*': plain } = this.#fixtures.provisionValues({ 'U*': words });
    if (!Array.isArray(plain)) return [];
    const values: readonly object[] = plain.filter((one) => typeof one === 'object');
    return values.map((one) => this.#clearance(one));
  }

  /** A label fixture. */
  label(name: string): Spelled {
    const { ess, stanag4774 } = this.#fixtures.labels.get(name) ?? {};
    const value = (this.#syntax === 'stanag4774' ? stanag4774 : ess) ?? stanag4774 ?? ess ?? '';
    const inWords = this.#labelInWords(ess, stanag4774) ?? `the label ${name}`;
    return { inWords, value: this.#syntax === 'words' ? inWords : value };
  }

  /** How labels go to another server and come from it: `{format: '4774', policy: harness-b}`. */
  mapping(words: unknown): Spelled {
    const { 'Peer*.map': plain } = this.#fixtures.provisionValues({ 'Peer*.map': words });
    if (typeof words !== 'object' || words === null) return { inWords: String(words), value: String(words) };
    const inWords = Object.entries(words)
      .map(([key, value]) => `${key} ${key === 'policy' ? this.policy(String(value)) : String(value)}`)
      .join(', ');
    return { inWords, value: this.#syntax === 'words' ? inWords : JSON.stringify(plain) };
  }

  /** `HARNESS-A` for the fixture `harness-a`; with the file where there are several for one policy. */
  policy(fixture: string): string {
    const [folder = '', variant] = fixture.split('/');
    const name = this.#policies.find((one) => one.fixture.split('/')[0] === folder)?.name ?? folder;
    return variant === undefined ? name : `${name}, the variant ${variant}`;
  }

  #clearance(plain: object): Spelled {
    const written = writtenOf(plain, this.#policies);
    const policy = policyOf(written.policy, this.#policies);
    const inWords = `${policy?.name ?? written.policy.oid ?? ''}: ${partsInWords(
      namesIn(policy?.classifications, written.classifications),
      written.categories,
      policy,
    )}`;
    if (this.#syntax === 'words') return { inWords, value: inWords };
    const verbatim = verbatimIn(plain, this.#syntax);
    if (verbatim !== undefined) return { inWords, value: verbatim };
    return { inWords, value: clearanceCodecs[this.#syntax].write(forSyntax(written, policy, this.#syntax)) };
  }

  #labelInWords(ess: string | undefined, stanag4774: string | undefined): string | undefined {
    try {
      const label =
        ess === undefined ? labelCodecs.stanag4774.read(parseDocument(stanag4774 ?? '')) : readEssLabel(ess);
      const policy = label.policy && policyOf(label.policy, this.#policies);
      if (policy === undefined || label.classification === undefined) return undefined;
      const marks = label.privacyMark === undefined ? [] : [`privacy mark ${label.privacyMark}`];
      const classification = nameIn(policy.classifications, label.classification);
      return [`${policy.name}: ${partsInWords([classification], label.categories, policy)}`, ...marks].join(
        '; ',
      );
    } catch {
      // A label that is malformed on purpose has no words
      return undefined;
    }
  }
}

function partsInWords(
  classifications: readonly string[],
  categories: readonly WrittenCategory[],
  policy: PolicyNames | undefined,
): string {
  const sets = categories.map((one) => {
    const known = tagSetOf(one, policy);
    const values = namesIn(known?.values, one.values);
    return `${known?.name ?? one.tagSet.oid ?? ''} ${values.join(', ')}`;
  });
  return [classifications.join(', ') || 'no classification', ...sets.sort()].join('; ');
}

/** A clearance that a scenario wants written just so. */
function verbatimIn(plain: object, syntax: 'x501' | 'stanag4774'): string | undefined {
  const text: unknown = new Map(Object.entries(plain)).get(syntax);
  return typeof text === 'string' ? text : undefined;
}

/** What the fixtures say, with names as the policy has them, or numbers. */
function writtenOf(plain: object, policies: readonly PolicyNames[]): WrittenClearance {
  if ('x501' in plain && typeof plain.x501 === 'string') return clearanceCodecs.x501.read(plain.x501);
  if ('stanag4774' in plain && typeof plain.stanag4774 === 'string')
    return clearanceCodecs.stanag4774.read(plain.stanag4774);
  if (!isPlain(plain)) throw new Error('a clearance of the fixtures has a form that nobody knows');
  const policy = policies.find(({ oid }) => oid === plain.policy);
  return {
    policy: { oid: plain.policy, ...(policy && { name: policy.name }) },
    classifications: plain.classifications,
    categories: Object.entries(plain.categories).map(([name, values]) => ({
      tagSet: { name },
      kind: 'unsaid',
      values,
    })),
    unread: [],
  };
}

function isPlain(value: object): value is {
  policy: string;
  classifications: readonly string[];
  categories: Readonly<Record<string, readonly string[]>>;
} {
  return 'policy' in value && 'classifications' in value && 'categories' in value;
}

/** The same clearance with what the syntax writes: X.501 numbers and OIDs, STANAG 4774 names. */
function forSyntax(
  written: WrittenClearance,
  policy: PolicyNames | undefined,
  syntax: 'x501' | 'stanag4774',
): WrittenClearance {
  if (policy === undefined) return written;
  const spell = syntax === 'x501' ? numberIn : nameIn;
  return {
    ...written,
    policy: { oid: policy.oid, name: policy.name },
    classifications: written.classifications.map((one) => spell(policy.classifications, one)),
    categories: written.categories.map((one) => {
      const known = tagSetOf(one, policy);
      if (known === undefined) return one;
      const kind: TagKind = known.kind;
      const { name, oid } = known;
      return { tagSet: { name, oid }, kind, values: one.values.map((value) => spell(known.values, value)) };
    }),
  };
}

function policyOf(
  { oid, name }: WrittenClearance['policy'],
  policies: readonly PolicyNames[],
): PolicyNames | undefined {
  return policies.find((one) => one.oid === oid || (oid === undefined && one.name === name));
}

/** By its OID or its name; where the policy has two tags in one set, the one that has the values. */
function tagSetOf(
  { tagSet, values }: WrittenCategory,
  policy: PolicyNames | undefined,
): PolicyNames['tagSets'][number] | undefined {
  const sets = policy?.tagSets.filter(({ oid, name }) => oid === tagSet.oid || name === tagSet.name) ?? [];
  return (
    sets.find((one) =>
      values.every((value) => nameIn(one.values, value) !== String(value) || one.values.has(String(value))),
    ) ?? sets[0]
  );
}

/** In the order of the policy's numbers, whichever order they came in. */
function namesIn(
  numbers: ReadonlyMap<string, bigint> | undefined,
  values: readonly (bigint | string)[],
): string[] {
  const names = values.map((value) => nameIn(numbers, value));
  return names.sort((a, b) => Number((numbers?.get(a) ?? 0n) - (numbers?.get(b) ?? 0n)));
}

function nameIn(numbers: ReadonlyMap<string, bigint> | undefined, value: bigint | string): string {
  if (typeof value === 'string') return value;
  return [...(numbers ?? [])].find(([, number]) => number === value)?.[0] ?? String(value);
}

function numberIn(numbers: ReadonlyMap<string, bigint>, value: bigint | string): bigint | string {
  return typeof value === 'string' ? (numbers.get(value) ?? value) : value;
}
