import { LabelError } from '../errors.ts';
import type { TagKind, WrittenCategory } from '../written-label.ts';
import type { BerReader } from './ber-reader.ts';
import { readBits, readInteger, readOid } from './ber-values.ts';
import { addCategory, type CategoryParts, type CategorySyntax } from './category-syntax.ts';
import { type Der, derBits, derElement, derInteger, derOid, derSetOf } from './der-writer.ts';
import { constructed, primitive, tags } from './tags.ts';

/** id-commonSecurityCategoriesSyntaxes: what each tag kind has below it. Source: ACP 145(A) Annex C */
const types: Readonly<Record<TagKind, string>> = {
  restrictive: '2.16.840.1.101.2.1.8.3.0',
  'enumerated-permissive': '2.16.840.1.101.2.1.8.3.1',
  permissive: '2.16.840.1.101.2.1.8.3.2',
  informative: '2.16.840.1.101.2.1.8.3.3',
  'enumerated-restrictive': '2.16.840.1.101.2.1.8.3.4',
};

/** The five category syntaxes of ACP 145: `SEQUENCE { tagName OBJECT IDENTIFIER, … }`. Source: ACP 145(A) Annex C */
export const acp145: readonly CategorySyntax[] = [
  bitMap('restrictive'),
  list('enumerated-permissive'),
  bitMap('permissive'),
  { type: types.informative, read: informative },
  list('enumerated-restrictive'),
];

/**
 * The SecurityCategory values that say `categories`: one for each tag set and kind, in no order.
 *
 * @throws LabelError `label-inexpressible` for a tag set without an identifier, a value without a number, or a kind
 * that does not say whether it is a bit map or a list
 */
export function writeCategories(categories: readonly WrittenCategory[]): Der[] {
  const together = new Map<string, WrittenCategory>();
  for (const category of categories) {
    const key = `${category.kind} ${category.tagSet.oid ?? ''} ${category.asBits ?? ''}`;
    const values = [...(together.get(key)?.values ?? []), ...category.values];
    together.set(key, { ...category, values });
  }
  return [...together.values()].map(writeCategory);
}

function bitMap(kind: 'restrictive' | 'permissive'): CategorySyntax {
  return {
    type: types[kind],
    read: (value, where, parts) => {
      const { body, tagSet } = openTag(value, where);
      addCategory(parts, {
        tagSet,
        kind,
        values: readBits(body, tags.bitString, `attribute flags of ${where}`),
      });
      body.finish(where);
    },
  };
}

function list(kind: 'enumerated-permissive' | 'enumerated-restrictive'): CategorySyntax {
  return {
    type: types[kind],
    read: (value, where, parts) => {
      const { body, tagSet } = openTag(value, where);
      addCategory(parts, { tagSet, kind, values: readList(body, tags.set, where) });
      body.finish(where);
    },
  };
}

function informative(value: BerReader, where: string, parts: CategoryParts): void {
  const { body, tagSet } = openTag(value, where);
  addCategory(parts, { tagSet, ...readFreeForm(body, where) });
  body.finish(where);
}

/** FreeFormField: `CHOICE { bitSetAttributes BIT STRING, securityAttributes SET OF INTEGER }`. */
export function readFreeForm(body: BerReader, where: string): Omit<WrittenCategory, 'tagSet'> {
  return body.tag === tags.bitString
    ? { kind: 'informative', values: readBits(body, tags.bitString, `attributes of ${where}`), asBits: true }
    : { kind: 'informative', values: readList(body, tags.set, where) };
}

/** `SET OF INTEGER` under `tag`. A negative one is read: no policy has it. */
export function readList(body: BerReader, tag: number, where: string): bigint[] {
  const list = body.enter(tag, `attribute list of ${where}`);
  const values: bigint[] = [];
  while (list.hasMore()) values.push(readInteger(list, `attribute of ${where}`));
  return values;
}

function openTag(value: BerReader, where: string): { body: BerReader; tagSet: WrittenCategory['tagSet'] } {
  const body = value.enter(tags.sequence, where);
  return { body, tagSet: { oid: readOid(body, tags.oid, `tag set of ${where}`) } };
}

function writeCategory(category: WrittenCategory): Der {
  const { kind, tagSet } = category;
  if (kind === 'any-restrictive' || kind === 'any-permissive' || kind === 'unsaid') {
    throw new LabelError('label-inexpressible', `category of kind \`${kind}\``);
  }
  if (tagSet.oid === undefined) {
    throw new LabelError('label-inexpressible', `tag set \`${tagSet.name ?? ''}\` without an identifier`);
  }
  const values = [...new Set(category.values.map(lacvOf))];
  const asBits =
    kind === 'restrictive' || kind === 'permissive' || (kind === 'informative' && category.asBits);
  const attributes = asBits ? derBits(values) : derSetOf(values.map(derInteger));
  const tag = derElement(tags.sequence, derOid(tagSet.oid), attributes);
  return derElement(tags.sequence, derOid(types[kind], primitive(0)), derElement(constructed(1), tag));
}

/** Source: ACP 145(A) Annex C: SecurityAttribute ::= INTEGER (0..MAX) */
function lacvOf(value: bigint | string): bigint {
  if (typeof value === 'bigint' && value >= 0n) return value;
  throw new LabelError('label-inexpressible', `category value \`${value}\``);
}
