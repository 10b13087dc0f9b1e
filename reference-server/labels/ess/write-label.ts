import { encodeBase64 } from '../base64.ts';
import { LabelError } from '../errors.ts';
import type { WrittenLabel } from '../written-label.ts';
import { writeCategories } from './acp145.ts';
import { isPrintable, isShowable } from './ber-strings.ts';
import { maxClassification, maxLabelBytes, mostCategories } from './bounds.ts';
import { type Der, derInteger, derOid, derSet, derSetOf, derText } from './der-writer.ts';
import { tags } from './tags.ts';

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
  refuseTooMany(categories, label);
  if (categories.length > 0) members.push(derSetOf(categories));
  const der = derSet(members);
  if (der.length > maxLabelBytes) {
    throw new LabelError('label-inexpressible', `label of ${der.length} octets`);
  }
  return encodeBase64(der);
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

function refuseTooMany(written: readonly Der[], { categories }: WrittenLabel): void {
  const values = categories.reduce((sum, category) => sum + category.values.length, 0);
  if (written.length > mostCategories.categories || values > mostCategories.values) {
    throw new LabelError('label-inexpressible', `${written.length} categories with ${values} values`);
  }
}
