import { findForbiddenCharacter } from './characters.ts';
import { XmlError } from './errors.ts';

/** Text as it is written between tags. Throws `XmlError` for a character that XML cannot say. */
export function escapeText(text: string): string {
  return textNeedsCare.test(text) ? checked(text).replace(/[&<>\r]/g, referenceTo) : text;
}

/**
 * An attribute's value as it is written between quotes of either kind. Throws as `escapeText` does.
 * White space other than the space is written as references, since a reader makes spaces of it.
 */
export function escapeAttribute(value: string): string {
  return valueNeedsCare.test(value) ? checked(value).replace(/[&<>"'\t\n\r]/g, referenceTo) : value;
}

// Also what may turn out to be forbidden: control characters, surrogates, U+FFFE and U+FFFF
const textNeedsCare = /[&<>\r]|[^\t\n\r\x20-\ud7ff\ue000-\ufffd]/;
const valueNeedsCare = /[&<>"'\t\n\r]|[^\t\n\r\x20-\ud7ff\ue000-\ufffd]/;

function checked(text: string): string {
  const at = findForbiddenCharacter(text);
  if (at === -1) return text;
  const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  throw new XmlError('xml-not-well-formed', `character U+${code} cannot be written`);
}

function referenceTo(character: string): string {
  return references[character] ?? `&#${character.charCodeAt(0)};`;
}

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
