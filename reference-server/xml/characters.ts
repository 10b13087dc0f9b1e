/**
 * Characters that XML forbids, in a string without lone surrogates.
 *
 * Source: XML 1.0 (fifth edition) §2.2, production 2.
 */
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** Where the first character stands that no XML may hold, or -1. */
export function findForbiddenCharacter(text: string): number {
  if (text.isWellFormed()) return text.search(forbidden);
  return text.search(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u);
}

/** May a character reference name this code point? `NaN` and everything past Unicode may not. */
export function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0x10ffff && code !== 0xfffe && code !== 0xffff);
}

/** Space, tab, line feed or carriage return. */
export function isSpace(code: number | undefined): boolean {
  return code === 0x20 || code === 0xa || code === 0x9 || code === 0xd;
}

/** Where the run of white space that begins at `at` ends. */
export function endOfSpace(text: string, at: number): number {
  let end = at;
  while (isSpace(text.charCodeAt(end))) end += 1;
  return end;
}

/** Where the name without a colon that begins at `at` ends; `at` itself if none begins there. */
export function endOfName(text: string, at: number): number {
  let end = at;
  for (;;) {
    const code = text.charCodeAt(end);
    if (code < 0x80) {
      if (((asciiNames[code] ?? 0) & (end === at ? starts : continues)) === 0) return end;
      end += 1;
    } else {
      const width = widthInName(text.codePointAt(end), end === at);
      if (width === 0) return end;
      end += width;
    }
  }
}

/** How many UTF-16 units of a name this character takes; 0 if no name may have it there. */
function widthInName(code: number | undefined, first: boolean): 0 | 1 | 2 {
  if (code === undefined) return 0;
  const ranges = first ? nameStart : nameCharacters;
  if (!ranges.some(([from, to]) => code >= from && code <= to)) return 0;
  return code > 0xffff ? 2 : 1;
}

// XML 1.0 (fifth edition) §2.3, productions 4 and 4a, past ASCII and without the colon
const nameStart: readonly (readonly [from: number, to: number])[] = [
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x2ff],
  [0x370, 0x37d],
  [0x37f, 0x1fff],
  [0x200c, 0x200d],
  [0x2070, 0x218f],
  [0x2c00, 0x2fef],
  [0x3001, 0xd7ff],
  [0xf900, 0xfdcf],
  [0xfdf0, 0xfffd],
  [0x10000, 0xeffff],
];
const nameCharacters = [...nameStart, [0xb7, 0xb7], [0x300, 0x36f], [0x203f, 0x2040]] as const;

const starts = 1;
const continues = 2;

/** For each ASCII character: may it start a name, may it continue one? */
const asciiNames = Uint8Array.from({ length: 0x80 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[A-Za-z_]/.test(character)) return starts | continues;
  return /[-.0-9]/.test(character) ? continues : 0;
});
