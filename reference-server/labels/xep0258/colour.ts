/**
 * The colour that `text` names, in one spelling, or `undefined` where XEP-0258 has no such colour.
 *
 * The schema's `fuschia` is read as fuchsia, and so is `#ff00ff`, which is how fuchsia is written (`writtenColour`);
 * hexadecimal digits become lower case.
 *
 * Source: XEP-0258 §10.1 color
 */
export function validColour(text: string): string | undefined {
  if (names.has(text)) return text;
  if (text === 'fuschia' || text.toLowerCase() === fuchsia) return 'fuchsia';
  return /^#[0-9A-Fa-f]{6}$/.test(text) ? text.toLowerCase() : undefined;
}

/** As it goes out: a reader that keeps to the schema knows no `fuchsia`, another no `fuschia`. */
export function writtenColour(colour: string): string {
  return colour === 'fuchsia' ? fuchsia : colour;
}

const fuchsia = '#ff00ff';

/** "W3C colors" and orange. */
const names = new Set(
  'aqua black blue fuchsia gray green lime maroon navy olive orange purple red silver teal white yellow'.split(
    ' ',
  ),
);
