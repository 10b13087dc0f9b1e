import { collapse } from './names.ts';

/** What a person may write in place of a value, where the policy leaves it open. */
export type UserInput =
  | { readonly kind: 'string' | 'integer' }
  | { readonly kind: 'date'; readonly format: DateFormat };

/** A `dateFormat` that we understand: what it says, and how a text in it is taken apart. */
export interface DateFormat {
  readonly text: string;
  readonly pattern: RegExp;
}

/** Longest text that is taken, in characters: it is shown in markings. */
const maxInputLength = 256;

/** The format of xs:date, where the SPIF names none. */
export const isoDate = 'yyyy-MM-dd';

/**
 * Is this a text that the policy allows there? A date must be a day of the calendar; a text must be one line without
 * control characters and without those that turn the direction of writing, since it is shown in markings.
 *
 * Source: Open XML SPIF 2.1 `userInput`, `dateFormat`.
 */
export function fits(input: UserInput, text: string): boolean {
  if (text === '' || text.length > maxInputLength || text !== collapse(text) || unprintable.test(text))
    return false;
  switch (input.kind) {
    case 'string':
      return true;
    case 'integer':
      return /^[+-]?\d+$/.test(text);
    case 'date':
      return isDay(input.format.pattern.exec(text)?.groups);
  }
}

const unprintable = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/**
 * Reads a date format: `yyyy` or `yy`, `MMM`, `MM` or `M`, `dd` or `d`, `HH`, `mm`, `ss`, in capitals or small letters, and
 * signs between them. `mm` after an hour are minutes, elsewhere months. Undefined for anything else.
 */
export function dateFormat(text: string): DateFormat | undefined {
  let hours = false;
  let pattern = '';
  for (const [part] of text.matchAll(/([a-z])\1*|./gis)) {
    const field = fieldOf(part, hours);
    if (field === undefined) return undefined;
    hours ||= field.startsWith('(?<hour>');
    pattern += field;
  }
  return isWhole(pattern) ? { text, pattern: new RegExp(`^${pattern}$`) } : undefined;
}

/** A month of a year at least, and nothing twice. */
function isWhole(pattern: string): boolean {
  const names = [...pattern.matchAll(/\(\?<(\w+)>/g)].map(([, name]) => name);
  return names.includes('year') && names.includes('month') && new Set(names).size === names.length;
}

function fieldOf(part: string, hours: boolean): string | undefined {
  if (part === 'T' || part === 'Z') return part;
  if (!/[a-z]/i.test(part)) return part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  if (hours && /^m{2}$/i.test(part)) return String.raw`(?<minute>[0-5]\d)`;
  return fields[part.toLowerCase()];
}

const fields: Readonly<Record<string, string>> = {
  yyyy: String.raw`(?<year>\d{4})`,
  yy: String.raw`(?<year>\d{2})`,
  mmm: '(?<month>[A-Za-z]{3})',
  mm: String.raw`(?<month>\d{2})`,
  m: String.raw`(?<month>\d{1,2})`,
  dd: String.raw`(?<day>\d{2})`,
  d: String.raw`(?<day>\d{1,2})`,
  hh: String.raw`(?<hour>[01]\d|2[0-3])`,
  ss: String.raw`(?<second>[0-5]\d)`,
};

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function isDay(parts: Readonly<Record<string, string>> | undefined): boolean {
  if (parts === undefined) return false;
  const { year, month, day = '1' } = parts;
  const number = Number(month) || months.indexOf(String(month).toLowerCase()) + 1;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), number - 1, Number(day));
  // A day that its month does not have is one of another month
  return date.getUTCMonth() === number - 1;
}
