import type { Element } from '#xml';
import { LabelError } from '../errors.ts';
import { isOid } from '../oid.ts';
import { onlyAttributes, onlyText, Sequence } from '../sequence.ts';
import type { LabelFinding, Oid, UnreadPart, WrittenCategory, WrittenPolicy } from '../written-label.ts';
import { collapse } from '../xml-schema.ts';
import { confidentialityLabelNamespace as labelNamespace } from './namespaces.ts';

/** What the parts that labels and clearances have in common say, as they are read. */
export interface InformationParts {
  readonly categories: WrittenCategory[];
  readonly unread: UnreadPart[];
  readonly findings: LabelFinding[];
  /** How many more categories, and values in them, may be read. */
  readonly room: { categories: number; values: number };
}

/** Nothing read yet. */
export function noParts(room: InformationParts['room']): InformationParts {
  return { categories: [], unread: [], findings: [], room: { ...room } };
}

/** Takes the PolicyIdentifier: its name, and the OID that its URI gives. Source: ADatP-4774 App. 1 Table 5 */
export function readPolicyIdentifier(sequence: Sequence, parts: InformationParts): WrittenPolicy {
  const wire = sequence.need('PolicyIdentifier');
  onlyAttributes(wire, ['URI']);
  const name = token(wire);
  const oid = oidIn(wire, 'policy-uri', parts);
  return oid === undefined ? { name } : { oid, name };
}

/** The name in a Classification. Its URI, which should not be there, says nothing. Source: ADatP-4774 App. 1 Table 6 */
export function readClassification(wire: Element, parts: InformationParts): string {
  onlyAttributes(wire, ['URI']);
  const { URI: uri } = wire.attributes;
  if (uri !== undefined) parts.findings.push({ kind: 'classification-uri', found: uri });
  return token(wire);
}

/** Takes each Category that comes next. Source: ADatP-4774 App. 1 Table 8 */
export function readCategories(sequence: Sequence, parts: InformationParts): void {
  const wires = sequence.takeAll('Category');
  if (wires.length > parts.room.categories) {
    throw new LabelError('label-too-large', `more than ${parts.room.categories} categories`);
  }
  for (const [at, wire] of wires.entries()) {
    parts.categories.push(readCategory(wire, `category ${at + 1}`, parts));
  }
}

function readCategory(wire: Element, where: string, parts: InformationParts): WrittenCategory {
  onlyAttributes(wire, ['Type', 'TagName', 'URI']);
  const { Type: type, TagName: name } = wire.attributes;
  const kind = kinds.get(type);
  if (kind === undefined) throw new LabelError('label-structure', `Type \`${type ?? ''}\` of ${where}`);
  if (name === undefined) throw new LabelError('label-structure', `${where} without a TagName`);
  const oid = oidIn(wire, 'category-uri', parts);
  const values = readValues(wire, where, parts);
  return { tagSet: oid === undefined ? { name } : { oid, name }, kind, values };
}

/** Case matters: the schema enumerates these. */
const kinds: ReadonlyMap<string | undefined, WrittenCategory['kind']> = new Map([
  ['RESTRICTIVE', 'any-restrictive'],
  ['PERMISSIVE', 'any-permissive'],
  ['INFORMATIVE', 'informative'],
]);

/** Generic values are read. Any other kind of value could restrict, and nobody here can tell: it is unread. */
function readValues(wire: Element, where: string, parts: InformationParts): string[] {
  const sequence = new Sequence(wire, labelNamespace);
  const values: string[] = [];
  for (;;) {
    const value = sequence.take('GenericValue');
    if (value !== undefined) {
      if (parts.room.values-- === 0)
        throw new LabelError('label-too-large', 'categories with too many values');
      onlyAttributes(value, []);
      values.push(onlyText(value));
    } else if (!takeOtherValue(sequence, where, parts)) {
      sequence.finish();
      return values;
    }
  }
}

function takeOtherValue(sequence: Sequence, where: string, parts: InformationParts): boolean {
  const known = sequence.take('IntegerValue') ?? sequence.take('BitStringValue');
  if (known !== undefined) parts.unread.push({ where, syntax: known.name });
  const foreign = sequence.takeForeign();
  for (const { namespace, name } of foreign) parts.unread.push({ where, syntax: `{${namespace}}${name}` });
  return known !== undefined || foreign.length > 0;
}

/** The text of a non-empty xs:token. */
function token(wire: Element): string {
  const text = collapse(onlyText(wire));
  if (text === '') throw new LabelError('label-structure', `\`${wire.name}\` that is empty`);
  return text;
}

/** The OID of a `urn:oid:` URI. Another URI is passed over, one of that scheme that is no OID is refused. */
function oidIn(wire: Element, kind: LabelFinding['kind'], parts: InformationParts): Oid | undefined {
  const { URI: uri } = wire.attributes;
  if (uri === undefined) return undefined;
  const text = collapse(uri);
  // RFC 8141 §3.1: case says nothing before the last part
  if (text.slice(0, scheme.length).toLowerCase() !== scheme) {
    parts.findings.push({ kind, found: uri });
    return undefined;
  }
  const oid = text.slice(scheme.length);
  if (!isOid(oid)) throw new LabelError('label-structure', `URI \`${text}\` of \`${wire.name}\``);
  return oid;
}

const scheme = 'urn:oid:';
