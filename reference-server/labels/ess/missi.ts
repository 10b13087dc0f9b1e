import { LabelError } from '../errors.ts';
import type { WrittenCategory } from '../written-label.ts';
import { readFreeForm, readList } from './acp145.ts';
import { type BerReader, hex } from './ber-reader.ts';
import { readBits, readInteger, readOid } from './ber-values.ts';
import { addCategory, type CategoryParts, type CategorySyntax } from './category-syntax.ts';
import { constructed, primitive, tags } from './tags.ts';

/**
 * The older form in labels: tags of many tag sets in one SecurityCategory.
 *
 * Enumerated attributes do not say whether they restrict or permit: their kind is `unsaid`, and the policy knows. A
 * security level inside a tag, and a local label (LrbacInfo), have no meaning here: they are unread.
 *
 * Source: SDN.801(C) MissiSecurityCategories
 */
export const missiLabel: CategorySyntax = {
  type: '2.16.840.1.101.2.1.8.1',
  read: (value, where, parts) => {
    if (value.tag === tags.sequence) {
      value.skip();
      parts.unread.push({ where, syntax: 'LrbacInfo' });
    } else readTagSets(value, where, parts, readSecurityTag);
  },
};

/** The same in clearances. Source: SDN.801(C) SSLPrivileges */
export const missiClearance: CategorySyntax = {
  type: '2.16.840.1.101.2.1.8.2',
  read: (value, where, parts) => {
    readTagSets(value, where, parts, readPrivilege);
  },
};

type ReadTag = (
  tagsOfSet: BerReader,
  tagSet: WrittenCategory['tagSet'],
  where: string,
  parts: CategoryParts,
) => void;

/** `SET OF SEQUENCE { tagSetName OBJECT IDENTIFIER, SEQUENCE OF … }` */
function readTagSets(value: BerReader, where: string, parts: CategoryParts, readTag: ReadTag): void {
  const tagSets = value.enter(tags.set, where);
  while (tagSets.hasMore()) {
    const named = tagSets.enter(tags.sequence, `tag set of ${where}`);
    const oid = readOid(named, tags.oid, `tag set name of ${where}`);
    const tagsOfSet = named.enter(tags.sequence, `tags of ${where}`);
    while (tagsOfSet.hasMore()) readTag(tagsOfSet, { oid }, `${where}, tag set ${oid}`, parts);
    named.finish(where);
  }
}

/** What stands behind each tag number in a label: `[n] SEQUENCE { securityLevel INTEGER OPTIONAL, … }`, 7 without level. */
const readSecurityTag: ReadTag = (tagsOfSet, tagSet, where, parts) => {
  const number = tagNumber(tagsOfSet, constructed, where);
  const tag = tagsOfSet.enter(constructed(number), where);
  if (tag.tag === tags.integer && number !== 7) {
    const level = readInteger(tag, `security level of ${where}`);
    parts.unread.push({ where, syntax: `security level ${level}` });
  }
  addCategory(parts, { tagSet, ...readAttributes(tag, number, where) });
  tag.finish(where);
};

function readAttributes(tag: BerReader, number: TagNumber, where: string): Omit<WrittenCategory, 'tagSet'> {
  switch (number) {
    case 1:
    case 6:
      return { kind: kindOf[number], values: readBits(tag, tags.bitString, `attribute flags of ${where}`) };
    case 2:
      return { kind: 'unsaid', values: readList(tag, tags.set, where) };
    case 7:
      return readFreeForm(tag, where);
  }
}

/** What stands behind each tag number in a clearance: the attributes themselves. */
const readPrivilege: ReadTag = (tagsOfSet, tagSet, where, parts) => {
  if (tagsOfSet.tag === constructed(2)) {
    addCategory(parts, { tagSet, kind: 'unsaid', values: readList(tagsOfSet, constructed(2), where) });
    return;
  }
  const number = tagsOfSet.tag === primitive(6) ? 6 : 1;
  const values = readBits(tagsOfSet, primitive(number), `attribute flags of ${where}`);
  addCategory(parts, { tagSet, kind: kindOf[number], values });
};

const kindOf = { 1: 'restrictive', 6: 'permissive' } as const;

type TagNumber = 1 | 2 | 6 | 7;

function tagNumber(reader: BerReader, form: (number: TagNumber) => number, where: string): TagNumber {
  const found = ([1, 2, 6, 7] as const).find((number) => form(number) === reader.tag);
  if (found === undefined) throw new LabelError('label-structure', `tag \`${hex(reader.tag)}\` in ${where}`);
  return found;
}
