import { LabelError } from '../errors.ts';
import { isXmlText } from '../xml-schema.ts';
import type { BerReader } from './ber-reader.ts';
import { tags } from './tags.ts';

/** Characters a privacy mark may have as a PrintableString. Source: RFC 2634 §3.2 ub-privacy-mark-length */
const maxPrintable = 128;

/** A PrintableString of 1 to 128 characters. Source: X.690 §8.23, X.680 §41.4 */
export function readPrintableString(reader: BerReader, what: string): string {
  reader.take(tags.printableString, what);
  const text = String.fromCharCode(...reader.octets().subarray(0, maxPrintable + 1));
  if (!isPrintable(text)) {
    throw new LabelError(
      'label-structure',
      `${what} that is no PrintableString of 1 to ${maxPrintable} characters`,
    );
  }
  return text;
}

/** A UTF8String of one character or more, each of which XML can carry: a privacy mark is shown to people. */
export function readUtf8String(reader: BerReader, what: string): string {
  reader.take(tags.utf8String, what);
  let text;
  try {
    text = utf8.decode(reader.octets());
  } catch (cause) {
    throw new LabelError('label-encoding', `${what} that is not UTF-8`, { cause });
  }
  if (!isShowable(text)) {
    throw new LabelError('label-structure', `${what} that is empty or has a character that XML cannot carry`);
  }
  return text;
}

/** Can a PrintableString of 1 to 128 characters say it? Source: X.680 §41.4 table 10 */
export function isPrintable(text: string): boolean {
  return text.length <= maxPrintable && /^[A-Za-z0-9 '()+,\-./:=?]+$/.test(text);
}

/** One character or more, all of them characters of XML 1.0 §2.2. */
export function isShowable(text: string): boolean {
  return text !== '' && isXmlText(text);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
