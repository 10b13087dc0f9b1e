import { childElements, type Element } from '#xml';
import { readDocument } from '../document.ts';
import { LabelError } from '../errors.ts';
import { saySame } from '../same-label.ts';
import { onlyText } from '../sequence.ts';
import { stanag4774LabelCodec } from '../stanag4774/label-codec.ts';
import type { WrittenLabel } from '../written-label.ts';
import type { CatalogItem } from '../xep0258/catalog-item.ts';
import { writeSecurityLabel } from '../xep0258/security-label.ts';
import { collapse } from '../xml-schema.ts';

/** Longest list that is read, in bytes, and most rows. */
const maxListBytes = 1_048_576;
const maxRows = 1000;

/**
 * The labels of a list of labels as a genericode document, for a catalog: one item a row, its marking as selector and
 * display marking. The row whose marking is `default` says which label is the default one: that of another row, or one
 * more.
 *
 * Rows give a value for the columns `marking` and `confidentialityLabel`, which holds a STANAG 4774 label; other columns
 * are passed over.
 *
 * @throws LabelError `label-encoding`, `label-structure`, `label-too-large`; also for a label that cannot be read
 *
 * Source: ADatP-4774.1 §7.2; genericode 1.0 §3
 */
export function readLabelCatalog(document: string): CatalogItem[] {
  const root = readDocument(document, maxListBytes);
  if (root.name !== 'CodeList' || root.namespace !== genericodeNamespace) {
    throw new LabelError(
      'label-structure',
      `element \`${root.name}\` of \`${root.namespace}\` as a code list`,
    );
  }
  const columns = named(only(root, 'ColumnSet'), 'Column').map(({ attributes }) => attributes['Id']);
  const rows = named(only(root, 'SimpleCodeList'), 'Row');
  if (rows.length > maxRows) throw new LabelError('label-too-large', `more than ${maxRows} rows`);
  return itemsOf(rows.map((row, at) => readRow(row, columns, `row ${at + 1}`)));
}

const genericodeNamespace = 'http://docs.oasis-open.org/codelist/ns/genericode/1.0/';
const defaultRow = 'default';

interface Row {
  readonly marking: string;
  readonly label: WrittenLabel;
  readonly element: Element;
}

function itemsOf(rows: readonly Row[]): CatalogItem[] {
  const [chosen, another] = rows.filter(({ marking }) => marking === defaultRow);
  const listed = rows.filter(({ marking }) => marking !== defaultRow);
  if (chosen === undefined) return listed.map((row) => itemOf(row, false));
  if (another !== undefined) throw new LabelError('label-structure', `two rows \`${defaultRow}\``);
  const same = listed.find(({ label }) => saySame(label, chosen.label));
  const items = listed.map((row) => itemOf(row, row === same));
  if (same !== undefined) return items;
  const label = { element: chosen.element };
  return [
    { selector: defaultRow, isDefault: true, securityLabel: writeSecurityLabel({ label, equivalents: [] }) },
    ...items,
  ];
}

function itemOf({ marking, element }: Row, isDefault: boolean): CatalogItem {
  const displayMarking = { text: marking };
  return {
    selector: marking,
    isDefault,
    securityLabel: writeSecurityLabel({ displayMarking, label: { element }, equivalents: [] }),
  };
}

/** A value without a ColumnRef is of the column after that of the value before it. Source: genericode 1.0 §3 */
function readRow(row: Element, columns: readonly (string | undefined)[], where: string): Row {
  const values = new Map<string, Element>();
  let at = -1;
  for (const value of named(row, 'Value')) {
    const { ColumnRef: column } = value.attributes;
    at = column === undefined ? at + 1 : columns.indexOf(column);
    const name = columns[at];
    if (name === undefined) throw new LabelError('label-structure', `value of no column in ${where}`);
    if (values.has(name)) throw new LabelError('label-structure', `two values of \`${name}\` in ${where}`);
    values.set(name, value);
  }
  const element = labelIn(valueOf(values, 'confidentialityLabel', where), where);
  const marking = collapse(onlyText(only(valueOf(values, 'marking', where), 'SimpleValue')));
  return { marking, label: stanag4774LabelCodec.read(element), element };
}

function valueOf(values: ReadonlyMap<string, Element>, column: string, where: string): Element {
  const value = values.get(column);
  if (value === undefined) throw new LabelError('label-structure', `no \`${column}\` in ${where}`);
  return value;
}

function labelIn(value: Element, where: string): Element {
  const [label, another] = childElements(only(value, 'ComplexValue'));
  if (label !== undefined && another === undefined) return label;
  throw new LabelError('label-structure', `not one label in ${where}`);
}

/** The one child of that name. */
function only(parent: Element, name: string): Element {
  const [found, another] = named(parent, name);
  if (found !== undefined && another === undefined) return found;
  throw new LabelError('label-structure', `not one \`${name}\` in \`${parent.name}\``);
}

/** The children of that name. The schema has them without a namespace, and some write them with one. */
function named(parent: Element, name: string): Element[] {
  return childElements(parent).filter(
    (child) => child.name === name && (child.namespace === '' || child.namespace === genericodeNamespace),
  );
}
