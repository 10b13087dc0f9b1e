import { isCharacter } from './characters.ts';

/**
 * Text with its references replaced by what they stand for, or undefined if one stands for nothing:
 * a bare `&`, an entity that is not predefined, a character that XML forbids.
 *
 * Source: XML 1.0 §4.1, §4.6.
 */
export function expandReferences(raw: string): string | undefined {
  let text = '';
  let from = 0;
  for (let at = raw.indexOf('&'); at !== -1; at = raw.indexOf('&', from)) {
    const end = raw.indexOf(';', at);
    if (end === -1) return undefined;
    const name = raw.slice(at + 1, end);
    const meant = predefined.get(name) ?? readCharacterReference(name);
    if (meant === undefined) return undefined;
    text += raw.slice(from, at) + meant;
    from = end + 1;
  }
  return text + raw.slice(from);
}

/** What an XML processor knows without a DTD. */
const predefined: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function readCharacterReference(name: string): string | undefined {
  const digits = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(name);
  if (digits === null) return undefined;
  const [, hexadecimal, decimal] = digits;
  const code =
    hexadecimal === undefined ? Number.parseInt(decimal ?? '', 10) : Number.parseInt(hexadecimal, 16);
  return isCharacter(code) ? String.fromCodePoint(code) : undefined;
}
