import { type Element, element, textOf } from '#xml';
import { decodeBase64, encodeBase64 } from '../base64.ts';
import type { LabelCodec } from '../codec.ts';
import { LabelError } from '../errors.ts';
import type { WrittenLabel } from '../written-label.ts';
import { acp145, writeCategories } from './acp145.ts';
import { BerReader, hex } from './ber-reader.ts';
import {
  isPrintable,
  isShowable,
  readInteger,
  readOid,
  readPrintableString,
  readUtf8String,
} from './ber-values.ts';
import { byType, readCategories } from './categories.ts';
import { type Der, derInteger, derOid, derSet, derSetOf, derText } from './der-writer.ts';
import { missiLabel } from './missi.ts';
import { tags } from './tags.ts';

/** Longest label that is read or written, in octets. Labels in use are under 200. */
export const maxLabelBytes = 65_536;

/** RFC 2634 §3.2: ub-integer-options, the highest classification. */
const maxClassification = 256n;

/** RFC 2634 §3.2: ub-security-categories. */
const maxCategories = 64;

/** The namespace of `<esssecuritylabel/>`. Source: XEP-0258 §10.3 */
export const essNamespace = 'urn:xmpp:sec-label:ess:0';

/** `<esssecuritylabel/>`: the base64 of an ESSSecurityLabel. Source: XEP-0258 §10.3, RFC 2634 §3.2 */
export const essLabelCodec: LabelCodec = {
  syntax: 'ess',
  element: { namespace: essNamespace, name: 'esssecuritylabel' },
  read: (wire) => readEssLabel(base64In(wire)),
  write: (label) => element(essNamespace, 'esssecuritylabel', {}, [writeEssLabel(label)]),
};

/**
 * The label that `base64` writes in BER.
 *
 * RFC 2634's label, which must have a policy, is read; so is X.841's, which may leave it out. A part written twice, or
 * one that a label has not, is refused: nothing is decided on the first or the last of two.
 *
 * @throws LabelError `label-encoding`, `label-structure`, `label-too-large`
 *
 * Source: RFC 2634 §3.2 ESSSecurityLabel; X.841 §6 ConfidentialityLabel
 */
export function readEssLabel(base64: string): WrittenLabel {
  const whole = BerReader.of(decodeBase64(base64, maxLabelBytes));
  const members = whole.enter(tags.set, 'label');
  whole.finish('label');
  if (!members.hasMore()) throw new LabelError('label-structure', 'label without a part');
  const label: Draft = { categories: [], unread: [] };
  let hasCategories = false;
  while (members.hasMore()) {
    if (members.tag !== tags.set) readMember(members, label);
    else {
      if (hasCategories) throw twice('categories');
      hasCategories = true;
      const { categories, unread } = readCategories(members, tags.set, syntaxes, maxCategories);
      label.categories = categories;
      label.unread = unread;
    }
  }
  return label;
}

/**
 * The label in DER, in base64. A privacy mark is a PrintableString where one can say it, unless it came as a UTF8String.
 *
 * @throws LabelError `label-inexpressible` for what has no number, and for a label without policy: RFC 2634 has none
 */
export function writeEssLabel(label: WrittenLabel): string {
  if (label.policy?.oid === undefined) {
    throw new LabelError(
      'label-inexpressible',
      `policy \`${label.policy?.name ?? ''}\` without an identifier`,
    );
  }
  const [unread] = label.unread;
  if (unread !== undefined) {
    throw new LabelError('label-inexpressible', `${unread.where} in syntax \`${unread.syntax}\``);
  }
  const members = [derOid(label.policy.oid)];
  if (label.classification !== undefined) members.push(derInteger(numberOf(label.classification)));
  if (label.privacyMark !== undefined) {
    members.push(writePrivacyMark(label.privacyMark, label.privacyMarkAsUtf8 === true));
  }
  const categories = writeCategories(label.categories);
  if (categories.length > maxCategories) {
    throw new LabelError('label-inexpressible', `more than ${maxCategories} categories`);
  }
  if (categories.length > 0) members.push(derSetOf(categories));
  const der = derSet(members);
  if (der.length > maxLabelBytes) {
    throw new LabelError('label-inexpressible', `label of ${der.length} octets`);
  }
  return encodeBase64(der);
}

type Draft = { -readonly [Part in keyof WrittenLabel]: WrittenLabel[Part] };

const syntaxes = byType([...acp145, missiLabel]);

/** Source: XEP-0258 §10.3: xs:base64Binary, so no attribute and no element inside. */
function base64In(wire: Element): string {
  for (const name in wire.attributes)
    throw new LabelError('label-structure', `attribute \`${name}\` of the label`);
  for (const child of wire.children) {
    if (typeof child !== 'string') {
      throw new LabelError('label-structure', `element \`${child.name}\` inside the label`);
    }
  }
  return textOf(wire);
}

function readMember(members: BerReader, label: Draft): void {
  switch (members.tag) {
    case tags.oid:
      if (label.policy !== undefined) throw twice('policy');
      label.policy = { oid: readOid(members, tags.oid, 'policy') };
      break;
    case tags.integer:
      if (label.classification !== undefined) throw twice('classification');
      label.classification = readClassification(members);
      break;
    case tags.printableString:
    case tags.utf8String:
      if (label.privacyMark !== undefined) throw twice('privacy mark');
      readPrivacyMark(members, label);
      break;
    default:
      throw new LabelError('label-structure', `tag \`${hex(members.tag)}\` in a label`);
  }
}

function readClassification(members: BerReader): bigint {
  const classification = readInteger(members, 'classification');
  if (classification >= 0n && classification <= maxClassification) return classification;
  throw new LabelError('label-structure', `classification that is not 0 to ${maxClassification}`);
}

/** `CHOICE { pString PrintableString (SIZE (1..128)), utf8String UTF8String (SIZE (1..MAX)) }` */
function readPrivacyMark(members: BerReader, label: Draft): void {
  if (members.tag === tags.printableString) {
    label.privacyMark = readPrintableString(members, 'privacy mark');
  } else {
    label.privacyMark = readUtf8String(members, 'privacy mark');
    if (isPrintable(label.privacyMark)) label.privacyMarkAsUtf8 = true;
  }
}

function twice(part: string): LabelError {
  return new LabelError('label-structure', `label with two parts of the kind \`${part}\``);
}

function numberOf(classification: bigint | string): bigint {
  if (typeof classification === 'bigint' && classification >= 0n && classification <= maxClassification) {
    return classification;
  }
  throw new LabelError('label-inexpressible', `classification \`${classification}\``);
}

function writePrivacyMark(mark: string, asUtf8: boolean): Der {
  if (!asUtf8 && isPrintable(mark)) return derText(tags.printableString, mark);
  if (isShowable(mark)) return derText(tags.utf8String, mark);
  throw new LabelError(
    'label-inexpressible',
    'privacy mark that is empty or has a character that XML cannot carry',
  );
}
