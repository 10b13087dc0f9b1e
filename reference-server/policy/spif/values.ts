import type { Oid } from '#labels';
import type { Element } from '#xml';
import type { Period } from '../rules.ts';
import { attribute, fail, needed } from './reading.ts';

/** Longest number, OID or time that is looked at, in characters: a 128-bit arc has 39 digits. */
const maxValueLength = 400;

/** A dotted object identifier: at least two arcs, the first 0 to 2, the second below 40 under 0 and 1. */
export function oid(element: Element, name: string): Oid {
  const value = needed(element, name);
  const match = value.length > maxValueLength ? null : /^([012])\.(0|[1-9]\d*)(\.(0|[1-9]\d*))*$/.exec(value);
  if (match === null || (match[1] !== '2' && Number(match[2]) > 39)) {
    bad(element, name, value, 'write a dotted object identifier such as `1.3.6.1.4.1.32473.1`');
  }
  return value;
}

/** The number that labels write: decimal, `008` is 8. */
export function lacv(element: Element, name = 'lacv'): bigint {
  const value = needed(element, name);
  if (value.length > maxValueLength || !/^\d+$/.test(value)) {
    bad(element, name, value, 'write a decimal number that is not negative');
  }
  return BigInt(value);
}

/** The same for a value of a tag, which may have words in its place: no binary label can write those. */
export function valueLacv(element: Element): bigint | string {
  const value = needed(element, 'lacv');
  if (/^[+-]?\d/.test(value)) return lacv(element);
  if (value.length > maxValueLength) bad(element, 'lacv', `${value.slice(0, 40)}…`, 'shorten it');
  return value;
}

/** `true`, `false`, `1` or `0`; `false` when it is left out. */
export function flag(element: Element, name: string): boolean {
  const value = attribute(element, name);
  return (
    value !== undefined &&
    oneOf(element, name, value, ['true', 'false', '1', '0']) !== 'false' &&
    value !== '0'
  );
}

/** How many; without a limit when it is left out or `unbounded`. */
export function limit(element: Element, name: string): number | undefined {
  const value = attribute(element, name);
  if (value === undefined || value === 'unbounded') return undefined;
  if (!/^\d{1,9}$/.test(value)) bad(element, name, value, 'write a number or `unbounded`');
  return Number(value);
}

/** Is this the time as the schema of a SPIF writes it? */
export function isGeneralizedTime(value: string): boolean {
  return /^\d{10}(\d\d){0,2}([.,]\d+)?(Z|[+-]\d{4})?$/.test(value);
}

/** One of the words of the schema. */
export function oneOf<Word extends string>(
  element: Element,
  name: string,
  value: string,
  words: readonly Word[],
): Word {
  const found = words.find((word) => word === value);
  return found ?? bad(element, name, value, `write one of ${words.map((word) => `\`${word}\``).join(', ')}`);
}

/** `notBefore` and `notAfter`, as GeneralizedTime or as xs:dateTime. */
export function period(element: Element): Period {
  const notBefore = time(element, 'notBefore');
  const notAfter = time(element, 'notAfter');
  return {
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(notAfter === undefined ? {} : { notAfter }),
  };
}

function time(element: Element, name: string): number | undefined {
  const value = attribute(element, name);
  if (value === undefined) return undefined;
  const iso = value
    .replace(/^(?<minutes>\d{12})Z/, '$<minutes>00Z')
    .replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z/, '$1-$2-$3T$4:$5:$6Z');
  const at = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(iso) ? Date.parse(iso) : Number.NaN;
  return Number.isNaN(at) ? bad(element, name, value, 'write it like `20260131120000Z`') : at;
}

/** A value that means nothing. */
function bad(element: Element, name: string, value: string, mend: string): never {
  fail('spif-value', element, `\`${name}\` of <${element.name}> is \`${value}\`; ${mend}`);
}
