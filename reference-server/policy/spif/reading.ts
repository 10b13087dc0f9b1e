import { childElements, type Element, lineOf } from '#xml';
import { collapse, nameKey } from '../names.ts';
import { type Finding, SpifError, type SpifErrorCode } from './errors.ts';

/** `strict` holds a SPIF to the schema and its identity rules; `lenient` reports where it departs from them. */
export type ReadingMode = 'strict' | 'lenient';

/** The schemas that are read. 1.0 and 2.0 allow nothing that 2.1 does not. */
export const spifVersions = ['1.0', '2.0', '2.1', '3.0'] as const;
export type SpifVersion = (typeof spifVersions)[number];

/** One SPIF being read: how strictly, and what was found so far. */
export interface Reading {
  readonly mode: ReadingMode;
  readonly ignoreCase: boolean;
  /** The schema that the SPIF says it follows. Without one it is read as 2.1. */
  readonly version: SpifVersion;
  readonly findings: Finding[];
}

/** Against the schema: an error in strict mode, a finding in lenient mode. */
export function deviate(reading: Reading, element: Element, message: string): void {
  if (reading.mode === 'strict') fail('spif-structure', element, message);
  note(reading, 'deviation', element, message);
}

/** For the administrator to know. */
export function note(reading: Reading, code: Finding['code'], element: Element, message: string): void {
  reading.findings.push({ code, message, line: lineOf(element) });
}

/** Stops the reading: the policy is not loaded. */
export function fail(code: SpifErrorCode, element: Element, message: string): never {
  throw new SpifError(code, message, lineOf(element));
}

/** Its children of that name, in its own namespace: a SPIF may be in none. */
export function kids(parent: Element, name: string): Element[] {
  return childElements(parent).filter((child) => child.name === name && child.namespace === parent.namespace);
}

/** Its one child of that name, or none. Two of them would leave it open which one is in force. */
export function kid(parent: Element, name: string): Element | undefined {
  const [first, second] = kids(parent, name);
  if (second !== undefined) {
    fail('spif-duplicate', second, `two <${name}> in <${parent.name}>; keep one of them`);
  }
  return first;
}

/** An attribute, blanks collapsed. */
export function attribute(element: Element, name: string): string | undefined {
  const value = element.attributes[name];
  return value === undefined ? undefined : collapse(value);
}

/** An attribute that no policy can do without; an empty one says nothing. */
export function needed(element: Element, name: string): string {
  const value = attribute(element, name);
  if (value === undefined) {
    fail('spif-missing', element, `<${element.name}> has no \`${name}\`; add the attribute`);
  }
  if (value === '') fail('spif-value', element, `\`${name}\` of <${element.name}> is empty; give it a value`);
  return value;
}

/** Remembers what was seen, and stops at the second of the same. */
export class Unique {
  readonly #seen = new Set<string>();
  readonly #what: string;

  constructor(what: string) {
    this.#what = what;
  }

  add(element: Element, value: string): void {
    if (this.#seen.has(value)) {
      fail(
        'spif-duplicate',
        element,
        `two <${element.name}> with ${this.#what} \`${value}\`; change or remove one`,
      );
    }
    this.#seen.add(value);
  }
}

/** A name as it is compared. */
export function key(reading: Reading, name: string): string {
  return nameKey(name, reading.ignoreCase);
}
