import { decodeBase64 } from '../base64.ts';
import { LabelError } from '../errors.ts';
import type { WrittenLabel } from '../written-label.ts';
import { acp145 } from './acp145.ts';
import { BerReader, hex } from './ber-reader.ts';
import { isPrintable, readPrintableString, readUtf8String } from './ber-strings.ts';
import { readInteger, readOid } from './ber-values.ts';
import { maxClassification, maxLabelBytes, mostCategories } from './bounds.ts';
import { byType, readCategories } from './categories.ts';
import { missiLabel } from './missi.ts';
import { tags } from './tags.ts';

/**
 * The label that `base64` writes in BER.
 *
 * RFC 2634's label, which must have a policy, is read; so is X.841's, which may leave it out. A part written twice, or
 * one that a label has not, is refused: nothing is decided on the first or the last of two.
 *
 * @throws LabelError `label-encoding`, `label-structure`, `label-too-large`
 *
 * Source: RFC 2634 §3.2 ESSSecurityLabel; X.841 ConfidentialityLabel
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
      const { categories, unread } = readCategories(members, tags.set, syntaxes, mostCategories);
      label.categories = categories;
      label.unread = unread;
    }
  }
  return label;
}

type Draft = { -readonly [Part in keyof WrittenLabel]: WrittenLabel[Part] };

const syntaxes = byType([...acp145, missiLabel]);

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
