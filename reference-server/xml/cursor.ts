import { findForbiddenCharacter } from './characters.ts';
import type { Element } from './element.ts';
import { XmlError, type XmlErrorCode } from './errors.ts';
import type { Limits } from './limits.ts';
import { Prefixes } from './prefixes.ts';

export interface CursorOptions {
  readonly limits: Limits;
  /** The prefixes declared around the text. They are left as they were. */
  readonly prefixes?: Prefixes;
  /** Are comments skipped? Otherwise they are refused. */
  readonly comments?: boolean;
  /** Is the text a document, whose errors say line and column? */
  readonly document?: boolean;
  /** Is told of each element, and where it begins. */
  readonly located?: (element: Element, at: number) => void;
}

/** A place in a text that is being read, and what is known there. */
export class Cursor {
  readonly text: string;
  at = 0;
  readonly prefixes: Prefixes;
  readonly options: CursorOptions;
  /** No reference, carriage return or `]]>` anywhere: text between tags means what it says. */
  readonly plain: boolean;
  /** The smallest depth whose declarations were used since `scanElement` last reset it. */
  reach = untouched;

  /** Throws `XmlError` if the text holds a character that no XML may hold. */
  constructor(text: string, options: CursorOptions) {
    this.text = text;
    this.options = options;
    this.prefixes = options.prefixes ?? new Prefixes();
    const forbidden = findForbiddenCharacter(text);
    if (forbidden !== -1) {
      const code = text.charCodeAt(forbidden).toString(16).toUpperCase().padStart(4, '0');
      this.refuse(`character U+${code}`, forbidden);
    }
    this.plain = !text.includes('&') && !text.includes('\r') && !text.includes(']]>');
  }

  /** Is this what comes next? */
  sees(expected: string): boolean {
    return this.text.startsWith(expected, this.at);
  }

  /** Passes what must come next. */
  pass(expected: string): void {
    if (!this.sees(expected)) this.refuse(`\`${expected}\` is missing`);
    this.at += expected.length;
  }

  /** The text up to `end`, which is searched for and passed as well. */
  takeUntil(end: string, what: string): string {
    const found = this.text.indexOf(end, this.at);
    if (found === -1) this.refuse(`${what} without an end`);
    const taken = this.text.slice(this.at, found);
    this.at = found + end.length;
    return taken;
  }

  /** Refuses the text as not well-formed. */
  refuse(why: string, at = this.at): never {
    this.refuseAs('xml-not-well-formed', why, at);
  }

  refuseAs(code: XmlErrorCode, why: string, at = this.at): never {
    throw new XmlError(code, why, this.options.document === true ? placeIn(this.text, at) : undefined);
  }
}

/** Deeper than any element. */
export const untouched = 0x3fffffff;

/** Line and column, from 1; a column is one UTF-16 unit. */
export function placeIn(text: string, at: number): { line: number; column: number } {
  let line = 1;
  let begins = 0;
  for (const end of text.slice(0, at).matchAll(/\r\n?|\n/g)) {
    line += 1;
    begins = end.index + end[0].length;
  }
  return { line, column: at - begins + 1 };
}

/** Input as an error message repeats it: in backticks, and never much of it. */
export function shown(input: string): string {
  return `\`${input.length > longestShown ? `${input.slice(0, longestShown).toWellFormed()}…` : input.toWellFormed()}\``;
}

const longestShown = 60;
