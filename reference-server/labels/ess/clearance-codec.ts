import { decodeBase64, encodeBase64 } from '../base64.ts';
import type { ClearanceCodec } from '../codec.ts';
import { LabelError } from '../errors.ts';
import type { WrittenClearance } from '../written-clearance.ts';
import { acp145, writeCategories } from './acp145.ts';
import { BerReader } from './ber-reader.ts';
import { readBits, readOid } from './ber-values.ts';
import { byType, readCategories } from './categories.ts';
import { derBits, derElement, derOid, derSetOf } from './der-writer.ts';
import { missiClearance } from './missi.ts';
import { constructed, primitive, tags } from './tags.ts';

/** Longest clearance that is read or written, in octets. */
const maxClearanceBytes = 65_536;

/** The base64 of an X.501 Clearance, attribute 2.5.4.55. Source: RFC 5755 §4.4.6 */
export const x501ClearanceCodec: ClearanceCodec = {
  syntax: 'x501',
  read: readX501Clearance,
  write: writeX501Clearance,
};

/** A clearance comes from an administrator, who may list every value of a policy. */
const noBound = { categories: Number.POSITIVE_INFINITY, values: Number.POSITIVE_INFINITY } as const;

/** `classList … DEFAULT {unclassified}` */
const unclassified = 1n;

const syntaxes = byType([...acp145, missiClearance]);

/**
 * The clearance that `base64` writes in BER, untagged or in RFC 3281's tagged form.
 *
 * Bit n of the class list is classification n. Without a class list the holder is cleared to 1, unclassified; with an
 * empty one, to nothing. The bits are a list, not a level.
 *
 * Source: RFC 5755 §4.4.6; the tagged form, RFC 3281 §4.4.6
 */
function readX501Clearance(base64: string): WrittenClearance {
  const whole = BerReader.of(decodeBase64(base64, maxClearanceBytes));
  const clearance = readNextClearance(whole);
  whole.finish('clearance');
  return clearance;
}

/**
 * The clearances that a certificate's authority may at most give: the base64 of AuthorityClearanceConstraints, one or more.
 * What follows along a path of certificates is for others.
 *
 * @throws LabelError `label-encoding`, `label-structure`, `label-too-large`
 *
 * Source: RFC 5913 §2 `AuthorityClearanceConstraints ::= SEQUENCE SIZE (1..MAX) OF Clearance`
 */
export function readClearanceConstraints(base64: string): WrittenClearance[] {
  const whole = BerReader.of(decodeBase64(base64, maxClearanceBytes));
  const list = whole.enter(tags.sequence, 'clearance constraints');
  whole.finish('clearance constraints');
  const clearances: WrittenClearance[] = [];
  do clearances.push(readNextClearance(list));
  while (list.hasMore());
  return clearances;
}

/** The next element of a reader as a clearance: one of several in a list. */
export function readNextClearance(reader: BerReader): WrittenClearance {
  const members = reader.enter(tags.sequence, 'clearance');
  const form = members.tag === primitive(0) ? tagged : untagged;
  const policy = { oid: readOid(members, form.policy, 'policy') };
  const classifications =
    members.tag === form.classList ? readBits(members, form.classList, 'class list') : [unclassified];
  const parts = members.hasMore()
    ? readCategories(members, form.categories, syntaxes, noBound)
    : { categories: [], unread: [] };
  members.finish('clearance');
  return { policy, classifications, ...parts };
}

const untagged = { policy: tags.oid, classList: tags.bitString, categories: tags.set } as const;
const tagged = { policy: primitive(0), classList: primitive(1), categories: constructed(2) } as const;

/** The clearance in DER, untagged, in base64. */
function writeX501Clearance(clearance: WrittenClearance): string {
  const { policy, classifications, unread } = clearance;
  if (policy.oid === undefined) {
    throw new LabelError('label-inexpressible', `policy \`${policy.name ?? ''}\` without an identifier`);
  }
  const [first] = unread;
  if (first !== undefined) {
    throw new LabelError('label-inexpressible', `${first.where} in syntax \`${first.syntax}\``);
  }
  const members = [derOid(policy.oid)];
  const bits = classifications.map(bitOf);
  // X.690 §11.5: a DEFAULT value is not written
  if (!bits.every((bit) => bit === unclassified) || bits.length === 0) members.push(derBits(bits));
  const categories = writeCategories(clearance.categories);
  if (categories.length > 0) members.push(derSetOf(categories));
  const der = derElement(tags.sequence, ...members);
  if (der.length > maxClearanceBytes) {
    throw new LabelError('label-inexpressible', `clearance of ${der.length} octets`);
  }
  return encodeBase64(der);
}

function bitOf(classification: bigint | string): bigint {
  if (typeof classification === 'bigint') return classification;
  throw new LabelError('label-inexpressible', `classification \`${classification}\``);
}
