import { type Element, element } from '#xml';
import { type DateTime, isDateTime } from '../date-time.ts';
import { LabelError } from '../errors.ts';
import type { OriginatorId } from '../originator-id.ts';
import { isForeign } from '../sequence.ts';
import type { LabelRole, Metadata4774, Succession, WrittenLabel } from '../written-label.ts';
import { isId } from '../xml-schema.ts';
import { maxSuccessors, mostLabelCategories } from './bounds.ts';
import { confidentialityLabelNamespace as labelNamespace } from './namespaces.ts';
import {
  leaf,
  refuseUnread,
  sayable,
  writeCategory,
  writeClassification,
  writePolicyIdentifier,
} from './write-information.ts';

/**
 * The label in the order of the schema, as the element of its role. It must have `metadata4774`: there is no label without
 * a creation date, and this layer has no clock.
 *
 * @throws LabelError `label-inexpressible` for numbers, and for what the schema has no place for
 *
 * Source: ADatP-4774 App. 1 and its Annex A (XSD 1.3)
 */
export function writeConfidentialityLabel(label: WrittenLabel): Element {
  const { metadata4774: metadata } = label;
  if (metadata === undefined) throw new LabelError('label-inexpressible', 'label without a creation date');
  return writeBody(label, metadata, elementOf[metadata.role], 0);
}

const elementOf: Readonly<Record<LabelRole, string>> = {
  originator: 'originatorConfidentialityLabel',
  alternative: 'alternativeConfidentialityLabel',
  metadata: 'metadataConfidentialityLabel',
};

function writeBody(label: WrittenLabel, metadata: Metadata4774, name: string, successors: number): Element {
  const { originator, created, succession, extensions = [] } = metadata;
  return element(labelNamespace, name, attributesOf(metadata), [
    writeInformation(label, metadata),
    ...(originator === undefined ? [] : [writeOriginator(originator)]),
    writeDateTime('CreationDateTime', created),
    ...(succession === undefined ? [] : [writeSuccession(succession, successors)]),
    ...extensions.map(foreign),
  ]);
}

function writeInformation(label: WrittenLabel, { informationExtensions = [] }: Metadata4774): Element {
  const { policy, classification, privacyMark, categories, unread } = label;
  refuseUnread(unread);
  refuseTooMany(label);
  return element(labelNamespace, 'ConfidentialityInformation', {}, [
    writePolicyIdentifier(policy),
    writeClassification(classification),
    ...(privacyMark === undefined ? [] : [leaf('PrivacyMark', sayable('privacy mark', privacyMark))]),
    ...categories.map(writeCategory),
    ...informationExtensions.map(foreign),
  ]);
}

function refuseTooMany({ categories }: WrittenLabel): void {
  const values = categories.reduce((sum, category) => sum + category.values.length, 0);
  if (categories.length > mostLabelCategories.categories || values > mostLabelCategories.values) {
    throw new LabelError('label-inexpressible', `${categories.length} categories with ${values} values`);
  }
}

function attributesOf({ id, review, attributes }: Metadata4774): Record<string, string | undefined> {
  if (id !== undefined && !isId(id)) throw new LabelError('label-inexpressible', `Id \`${id}\``);
  if (review !== undefined) checkDateTime('ReviewDateTime', review);
  return { ...attributes, Id: id, ReviewDateTime: review };
}

function writeOriginator({ type, value }: OriginatorId): Element {
  return leaf('OriginatorID', sayable('originator', value), { IDType: type });
}

function writeSuccession({ at, successor }: Succession, successors: number): Element {
  if (successors === maxSuccessors) {
    throw new LabelError('label-inexpressible', `more than ${maxSuccessors} successors`);
  }
  return element(labelNamespace, 'SuccessionHandling', {}, [
    writeDateTime('SuccessionDateTime', at),
    writeBody(successor, successor.metadata4774, 'SuccessorConfidentialityLabel', successors + 1),
  ]);
}

function writeDateTime(name: string, dateTime: DateTime): Element {
  checkDateTime(name, dateTime);
  return leaf(name, dateTime);
}

function checkDateTime(name: string, dateTime: DateTime): void {
  if (!isDateTime(dateTime)) throw new LabelError('label-inexpressible', `${name} \`${dateTime}\``);
}

function foreign(extension: Element): Element {
  if (isForeign(extension, labelNamespace)) return extension;
  throw new LabelError(
    'label-inexpressible',
    `extension \`${extension.name}\` that is not of another namespace`,
  );
}
