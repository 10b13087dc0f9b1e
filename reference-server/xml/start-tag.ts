import { endOfName, endOfSpace } from './characters.ts';
import {
  ampersand,
  colon as colonCode,
  doubleQuote,
  greaterThan,
  lessThan,
  singleQuote,
  slash,
} from './codes.ts';
import { type Cursor, shown } from './cursor.ts';
import { setAttribute } from './element.ts';
import { findBadDeclaration } from './prefixes.ts';
import { expandReferences } from './references.ts';

/** A start tag, or the tag of an empty element, as it was read. */
export interface ScannedTag {
  /** The name with its prefix, which the end tag repeats. */
  readonly written: string;
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** In force inside the element. */
  readonly defaultNamespace: string;
  /** It ended in `/>`: nothing is inside, and no end tag follows. */
  readonly empty: boolean;
}

/**
 * Reads the start tag at the cursor. Its prefixes stay declared, at `depth`, for the caller to leave.
 *
 * Source: XML 1.0 §3.1; Namespaces in XML 1.0 §3 to §6.
 */
export function scanStartTag(cursor: Cursor, within: string, depth: number): ScannedTag {
  const start = cursor.at + 1;
  const written = scanName(cursor, start);
  const { attributes, qualified, defaultNamespace = within } = scanAttributes(cursor, depth);
  const empty = cursor.sees('/');
  cursor.at += empty ? 1 : 0;
  cursor.pass('>');
  if (qualified !== undefined) addQualified(cursor, attributes, qualified);
  const colon = written.indexOf(':');
  if (colon === -1)
    return { written, name: written, namespace: defaultNamespace, attributes, defaultNamespace, empty };
  const namespace = namespaceOf(cursor, written.slice(0, colon), start);
  return { written, name: written.slice(colon + 1), namespace, attributes, defaultNamespace, empty };
}

/** The name at `at`, with its prefix if it has one. */
function scanName(cursor: Cursor, at: number): string {
  const { text } = cursor;
  let end = endOfName(text, at);
  if (end === at) cursor.refuse(`${shown(text.slice(at, at + 1))} begins no name`, at);
  if (text.charCodeAt(end) === colonCode) {
    const local = end + 1;
    end = endOfName(text, local);
    if (end === local) cursor.refuse(`name ${shown(text.slice(at, local))} has nothing after its colon`, at);
  }
  cursor.at = end;
  return text.slice(at, end);
}

/** An attribute with its name as it was written, and where that stands. */
interface WrittenAttribute {
  readonly written: string;
  readonly value: string;
  readonly at: number;
}

interface ScannedAttributes {
  readonly attributes: Record<string, string>;
  /** Those with a prefix, which the same tag may declare further on. */
  qualified: WrittenAttribute[] | undefined;
  defaultNamespace: string | undefined;
}

/** Reads up to the `>` or `/` that ends the tag. */
function scanAttributes(cursor: Cursor, depth: number): ScannedAttributes {
  const { text } = cursor;
  const scanned: ScannedAttributes = { attributes: {}, qualified: undefined, defaultNamespace: undefined };
  for (let count = 1; ; count += 1) {
    const at = endOfSpace(text, cursor.at);
    const next = text.charCodeAt(at);
    if (next === greaterThan || next === slash) {
      cursor.at = at;
      return scanned;
    }
    if (at === cursor.at) cursor.refuse(`${shown(text.slice(at, at + 1))} in a tag`, at);
    if (count > cursor.options.limits.maxAttributes) {
      cursor.refuseAs('xml-too-large', `more than ${count - 1} attributes`);
    }
    const written = scanName(cursor, at);
    addAttribute(cursor, scanned, { written, value: scanValue(cursor), at }, depth);
  }
}

function addAttribute(
  cursor: Cursor,
  scanned: ScannedAttributes,
  added: WrittenAttribute,
  depth: number,
): void {
  const { written, value, at } = added;
  if (written === 'xmlns') {
    if (scanned.defaultNamespace !== undefined) cursor.refuse('`xmlns` twice', at);
    checkDeclaration(cursor, '', value, at);
    scanned.defaultNamespace = value;
  } else if (!written.includes(':')) {
    if (Object.hasOwn(scanned.attributes, written)) cursor.refuse(`attribute ${shown(written)} twice`, at);
    setAttribute(scanned.attributes, written, value);
  } else if (written.startsWith('xmlns:')) {
    declare(cursor, written.slice('xmlns:'.length), value, depth, at);
  } else {
    scanned.qualified ??= [];
    scanned.qualified.push(added);
  }
}

/** Passes `="value"`. A value's white space becomes spaces, its references what they stand for. */
function scanValue(cursor: Cursor): string {
  const { text } = cursor;
  cursor.at = endOfSpace(text, cursor.at);
  cursor.pass('=');
  const open = endOfSpace(text, cursor.at);
  const quote = text.charCodeAt(open);
  if (quote !== doubleQuote && quote !== singleQuote) cursor.refuse('attribute value without quotes', open);
  let plain = true;
  for (let at = open + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      cursor.at = at + 1;
      const raw = text.slice(open + 1, at);
      return plain ? raw : normalizeValue(cursor, raw, open);
    }
    if (code === lessThan) cursor.refuse('`<` in an attribute value', at);
    if (code === ampersand || code < 0x20) plain = false;
  }
  return cursor.refuse('attribute value without an end', open);
}

/** Source: XML 1.0 §2.11, §3.3.3. */
function normalizeValue(cursor: Cursor, raw: string, at: number): string {
  return (
    expandReferences(raw.replace(/\r\n|[\t\n\r]/g, ' ')) ??
    cursor.refuse(`reference in ${shown(raw)} to nothing`, at)
  );
}

function declare(cursor: Cursor, prefix: string, namespace: string, depth: number, at: number): void {
  checkDeclaration(cursor, prefix, namespace, at);
  if (cursor.prefixes.find(prefix)?.depth === depth) cursor.refuse(`${shown(`xmlns:${prefix}`)} twice`, at);
  if (prefix !== 'xml') cursor.prefixes.declare(prefix, { namespace, depth });
}

function checkDeclaration(cursor: Cursor, prefix: string, namespace: string, at: number): void {
  const bad = findBadDeclaration(prefix, namespace);
  if (bad !== undefined) cursor.refuse(bad, at);
}

function addQualified(
  cursor: Cursor,
  attributes: Record<string, string>,
  qualified: readonly WrittenAttribute[],
): void {
  for (const { written, value, at } of qualified) {
    const colon = written.indexOf(':');
    const key = `{${namespaceOf(cursor, written.slice(0, colon), at)}}${written.slice(colon + 1)}`;
    if (Object.hasOwn(attributes, key)) cursor.refuse(`attribute ${shown(written)} twice`, at);
    attributes[key] = value;
  }
}

function namespaceOf(cursor: Cursor, prefix: string, at: number): string {
  const binding =
    cursor.prefixes.find(prefix) ?? cursor.refuse(`prefix ${shown(prefix)} is not declared`, at);
  if (binding.depth < cursor.reach) cursor.reach = binding.depth;
  return binding.namespace;
}
