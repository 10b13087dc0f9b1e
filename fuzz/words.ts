/** A text as bytes. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** What looks like a beginning, and like its end. */
export const brackets: readonly (readonly [Uint8Array, Uint8Array])[] = [
  [utf8('<a>'), utf8('</a>')],
  [utf8('['), utf8(']')],
  [utf8('{"policy":'), utf8('}')],
  [Uint8Array.of(0x31, 0x80), Uint8Array.of(0, 0)],
  [Uint8Array.of(0x30, 0x80), Uint8Array.of(0, 0)],
];

/** What means something to one decoder or another, and characters that are not what they seem. */
export const words: readonly Uint8Array[] = [
  ...[
    '<!DOCTYPE a>',
    '<!ENTITY a "b">',
    '<!-- -->',
    '<?a b?>',
    '<![CDATA[<a/>]]>',
    '&#x41;',
    '&#0;',
    '&amp;amp;',
    '&lol;',
    '<a/>',
    "<b xmlns=''/>",
    " xmlns:c='urn:xmpp:sec-label:catalog:2'",
    " __proto__='a'",
    " constructor='a'",
    '__proto__',
    'toString',
    '=',
    '\u0000',
    '\r\n',
    '\u00a0',
    '\u202e',
    '\u200d',
    '\ufeff',
    '\uff21',
    'e\u0301',
    'ß',
    'İ',
    '\u{1f512}',
    '\ufffe',
    // Two that `textIn` makes halves of a surrogate pair of
    '\ue000',
    '\ue001',
    '"__proto__":1',
    'null',
    'true',
    '1e400',
    '9007199254740993',
  ].map(utf8),
  Uint8Array.of(0, 0),
  Uint8Array.of(0x31, 0x00),
  Uint8Array.of(0x02, 0x01, 0x00),
  Uint8Array.of(0x06, 0x01, 0x29),
  Uint8Array.of(0xc0, 0x80),
  Uint8Array.of(0xed, 0xa0, 0x80),
  Uint8Array.of(0xf4, 0x90, 0x80, 0x80),
];
