/**
 * Characters that a terminal obeys rather than shows, those that turn the direction of writing (whoever sends them decides what a
 * reader sees), and those that no XML can hold. Line breaks and tabs are none of them.
 */
const unseen = /[\p{Cc}\p{Cs}\ufffe\uffff\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** The text with such characters written out, as in `\u{1b}`: what a server said cannot speak to a terminal, nor hide. */
export function visible(text: string): string {
  return text.replaceAll(unseen, (sign) =>
    sign === '\n' || sign === '\t' ? sign : `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
