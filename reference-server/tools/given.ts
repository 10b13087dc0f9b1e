import { parse, YAMLParseError } from 'yaml';
import { encodeBase64, LabelError } from '#labels';
import { RequestError } from './errors.ts';
import { kindOf, listed, Members } from './members.ts';
import type { Sources } from './sources.ts';

/** A label or clearance as somebody gave it, unread: text in a syntax, or a value in words. */
export type Given =
  | { readonly form: 'base64' | 'hex' | 'xml' | 'words'; readonly text: string }
  | { readonly form: 'value'; readonly value: unknown };

/** The ways of giving one; each object has one of them. `text` and `file` may hold any syntax. */
export const givenForms = ['base64', 'hex', 'xml', 'text', 'file', 'value'] as const;

/**
 * What a member of a request gives: `{ base64 }`, `{ hex }`, `{ xml }`, `{ text }`, `{ file }`, `{ value }`, or the words
 * of a value themselves.
 *
 * @throws RequestError `bad-request`, `file-unreadable`
 */
export function givenIn(
  what: string,
  value: unknown,
  words: readonly string[],
  sources: Pick<Sources, 'read'>,
): Given {
  const members = Members.of(what, value, [...givenForms, ...words]);
  const [form, another] = givenForms.filter((known) => members.has(known));
  const said = words.find((word) => members.has(word));
  const second = another ?? (form === undefined ? undefined : said);
  if (second !== undefined)
    throw new RequestError('bad-request', `${what} has both \`${form ?? ''}\` and \`${second}\`; keep one`);
  if (form === undefined && said !== undefined) return { form: 'value', value };
  if (form === 'value') return { form, value: members.any('value') };
  const text = form && members.text(form);
  if (form === undefined || text === undefined)
    throw new RequestError('bad-request', `${what} is empty; give it one of ${listed(givenForms)}`);
  if (form === 'file') return givenBytes(sources.read(text));
  return form === 'text' ? givenText(text) : { form, text };
}

/**
 * A text in any syntax. No text is in two of them: XML begins with `<`, hexadecimal has an even number of its digits
 * alone, words have a colon, which base64 has not.
 */
export function givenText(text: string): Given {
  const trimmed = text.trim();
  if (trimmed.startsWith('<')) return { form: 'xml', text };
  if (isHex.test(trimmed)) return { form: 'hex', text: trimmed };
  if (trimmed.includes(':') || trimmed === 'none') return { form: 'words', text };
  return { form: 'base64', text: trimmed };
}

/** A file in any syntax: text, or DER, which always has a control character. */
export function givenBytes(bytes: Uint8Array): Given {
  const text = textIn(bytes);
  return text === undefined ? { form: 'base64', text: encodeBase64(bytes) } : givenText(text);
}

/** What caches know it by: the same key is the same label. @throws RequestError `bad-request` for nesting without end */
export function keyOf(given: Given): string {
  if (given.form !== 'value') return `${given.form} ${given.text}`;
  try {
    return `value ${JSON.stringify(given.value)}`;
  } catch (cause) {
    throw new RequestError('bad-request', 'a value is nested too deep; write it flat', { cause });
  }
}

/** The value that words in YAML (JSON is YAML) say. @throws LabelError `label-encoding` */
export function valueOfWords(text: string): unknown {
  try {
    return parse(text, { intAsBigInt: true });
  } catch (cause) {
    if (!(cause instanceof YAMLParseError || cause instanceof ReferenceError)) throw cause;
    const [sentence = ''] = cause.message.split('\n');
    throw new LabelError('label-encoding', `neither base64 nor YAML: ${sentence.replace(/:$/, '')}`, {
      cause,
    });
  }
}

/** The base64 of hexadecimal octets, blanks and colons passed over. @throws LabelError `label-encoding` */
export function base64OfHex(text: string): string {
  const digits = text.replace(/[\s:]/g, '');
  if (digits.length % 2 !== 0 || /[^0-9a-f]/i.test(digits))
    throw new LabelError('label-encoding', `hexadecimal that is ${kindOf(text)}`);
  return encodeBase64(Uint8Array.from(digits.match(/../g) ?? [], (octet) => Number.parseInt(octet, 16)));
}

const isHex = /^(?:[0-9a-f]{2}[\s:]*)+$/i;

function textIn(bytes: Uint8Array): string | undefined {
  if (bytes.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
