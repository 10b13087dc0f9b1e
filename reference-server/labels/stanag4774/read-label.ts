import type { Element } from '#xml';
import { type DateTime, isDateTime } from '../date-time.ts';
import { LabelError } from '../errors.ts';
import { type OriginatorId, originatorIdTypes } from '../originator-id.ts';
import { onlyAttributes, onlyText, Sequence } from '../sequence.ts';
import type {
  ConfidentialityLabel,
  LabelRole,
  Metadata4774,
  Succession,
  WrittenLabel,
} from '../written-label.ts';
import { collapse, isId } from '../xml-schema.ts';
import { maxSuccessors, mostLabelCategories } from './bounds.ts';
import { confidentialityLabelNamespace as labelNamespace } from './namespaces.ts';
import { noParts, readCategories, readClassification, readPolicyIdentifier } from './read-information.ts';

/**
 * Reads a confidentiality label: the originator's, an alternative, one of metadata, or one under the name of the first
 * edition, which is the originator's. Parts come in the order of the schema and once each; text is all the text of its
 * element, comments and CDATA or not. Elements and attributes of others are kept.
 *
 * @throws LabelError `label-structure`; `label-too-large` past the bounds
 *
 * Source: ADatP-4774 App. 1 and its Annex A (XSD 1.3)
 */
export function readConfidentialityLabel(wire: Element): ConfidentialityLabel {
  const role = wire.namespace === labelNamespace ? roles.get(wire.name) : undefined;
  if (role === undefined) {
    throw new LabelError('label-structure', `element \`${wire.name}\` of \`${wire.namespace}\` as a label`);
  }
  const label = readBody(wire, role, 0);
  const { review, succession } = label.metadata4774;
  if (review !== undefined || succession !== undefined) return label;
  return { ...label, findings: [...(label.findings ?? []), { kind: 'no-review-date', found: '' }] };
}

const roles: ReadonlyMap<string, LabelRole> = new Map([
  ['originatorConfidentialityLabel', 'originator'],
  ['alternativeConfidentialityLabel', 'alternative'],
  ['metadataConfidentialityLabel', 'metadata'],
  ['ConfidentialityLabel', 'originator'],
]);

type Draft<Value> = { -readonly [Part in keyof Value]: Value[Part] };

/** ConfidentialityLabelType. `successors`: how many labels this one is inside. */
function readBody(wire: Element, role: LabelRole, successors: number): ConfidentialityLabel {
  const sequence = new Sequence(wire, labelNamespace);
  const { label, extensions: informationExtensions } = readInformation(
    sequence.need('ConfidentialityInformation'),
  );
  const originator = sequence.take('OriginatorID');
  const metadata: Draft<Metadata4774> = { role, created: readDateTime(sequence.need('CreationDateTime')) };
  readAttributes(wire, metadata);
  if (originator !== undefined) metadata.originator = readOriginator(originator);
  const succession = sequence.take('SuccessionHandling');
  if (succession !== undefined) metadata.succession = readSuccession(succession, role, successors);
  const extensions = sequence.takeForeign();
  sequence.finish();
  if (extensions.length > 0) metadata.extensions = extensions;
  if (informationExtensions.length > 0) metadata.informationExtensions = informationExtensions;
  return { ...label, metadata4774: metadata };
}

function readInformation(wire: Element): { label: WrittenLabel; extensions: readonly Element[] } {
  onlyAttributes(wire, []);
  const sequence = new Sequence(wire, labelNamespace);
  const parts = noParts(mostLabelCategories);
  const policy = readPolicyIdentifier(sequence, parts);
  const classification = readClassification(sequence.need('Classification'), parts);
  const mark = sequence.take('PrivacyMark');
  readCategories(sequence, parts);
  const extensions = sequence.takeForeign();
  sequence.finish();
  const { categories, unread, findings } = parts;
  const label: Draft<WrittenLabel> = { policy, classification, categories, unread };
  if (mark !== undefined) label.privacyMark = readPrivacyMark(mark);
  if (findings.length > 0) label.findings = findings;
  return { label, extensions };
}

function readPrivacyMark(wire: Element): string {
  onlyAttributes(wire, []);
  return onlyText(wire);
}

function readAttributes(wire: Element, metadata: Draft<Metadata4774>): void {
  const { Id: id, ReviewDateTime: review, ...foreign } = wire.attributes;
  if (id !== undefined) {
    metadata.id = collapse(id);
    if (!isId(metadata.id)) throw new LabelError('label-structure', `Id \`${id}\` of \`${wire.name}\``);
  }
  if (review !== undefined) metadata.review = dateTimeOf('ReviewDateTime', review);
  if (Object.keys(foreign).length > 0) metadata.attributes = foreign;
}

function readOriginator(wire: Element): OriginatorId {
  onlyAttributes(wire, ['IDType']);
  const type = originatorIdTypes.find((known) => known === wire.attributes['IDType']);
  if (type === undefined) {
    throw new LabelError('label-structure', `IDType \`${wire.attributes['IDType'] ?? ''}\` of an originator`);
  }
  return { type, value: onlyText(wire) };
}

function readSuccession(wire: Element, role: LabelRole, successors: number): Succession {
  if (successors === maxSuccessors) {
    throw new LabelError('label-too-large', `more than ${maxSuccessors} successors`);
  }
  onlyAttributes(wire, []);
  const sequence = new Sequence(wire, labelNamespace);
  const at = readDateTime(sequence.need('SuccessionDateTime'));
  const successor = readBody(sequence.need('SuccessorConfidentialityLabel'), role, successors + 1);
  sequence.finish();
  return { at, successor };
}

function readDateTime(wire: Element): DateTime {
  onlyAttributes(wire, []);
  return dateTimeOf(wire.name, onlyText(wire));
}

function dateTimeOf(what: string, text: string): DateTime {
  const dateTime = collapse(text);
  if (isDateTime(dateTime)) return dateTime;
  throw new LabelError('label-structure', `${what} \`${dateTime}\``);
}
