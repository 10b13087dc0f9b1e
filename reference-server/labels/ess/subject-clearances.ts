import { decodeBase64 } from '../base64.ts';
import type { WrittenClearance } from '../written-clearance.ts';
import { BerReader } from './ber-reader.ts';
import { readOid } from './ber-values.ts';
import { readNextClearance } from './clearance-codec.ts';
import { tags } from './tags.ts';

/** Longest extension that is read, in octets. */
const maxAttributesBytes = 65_536;

/**
 * id-at-clearance, and the identifier that X.501 gave it before, which is deprecated and still met.
 *
 * Source: RFC 5755 §4.4.6; RFC 5913.
 */
const clearanceTypes: ReadonlySet<string> = new Set(['2.5.4.55', '2.5.1.5.55']);

/**
 * The clearances that a certificate states of its subject: the base64 of a SubjectDirectoryAttributes extension. Attributes
 * of other types are passed over; none of a clearance's: an empty list.
 *
 * @throws LabelError `label-encoding`, `label-structure`, `label-too-large`
 *
 * Source: RFC 5280 §4.2.1.8 `SubjectDirectoryAttributes ::= SEQUENCE SIZE (1..MAX) OF Attribute`
 */
export function readSubjectClearances(base64: string): WrittenClearance[] {
  const whole = BerReader.of(decodeBase64(base64, maxAttributesBytes));
  const attributes = whole.enter(tags.sequence, 'subject directory attributes');
  whole.finish('subject directory attributes');
  const clearances: WrittenClearance[] = [];
  while (attributes.hasMore()) {
    const attribute = attributes.enter(tags.sequence, 'attribute');
    const isClearance = clearanceTypes.has(readOid(attribute, tags.oid, 'attribute type'));
    const values = attribute.enter(tags.set, 'attribute values');
    attribute.finish('attribute');
    while (isClearance && values.hasMore()) clearances.push(readNextClearance(values));
  }
  return clearances;
}
