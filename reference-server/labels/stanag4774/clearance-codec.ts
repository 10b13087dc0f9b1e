import { type Element, element, serialize } from '#xml';
import type { ClearanceCodec } from '../codec.ts';
import { readDocument } from '../document.ts';
import { LabelError } from '../errors.ts';
import { onlyAttributes, Sequence } from '../sequence.ts';
import type { WrittenClearance } from '../written-clearance.ts';
import { maxClearanceDocumentBytes } from './bounds.ts';
import {
  confidentialityLabelNamespace,
  confidentialityClearanceNamespace as namespace,
} from './namespaces.ts';
import {
  type InformationParts,
  noParts,
  readCategories,
  readClassification,
  readPolicyIdentifier,
} from './read-information.ts';
import {
  refuseUnread,
  writeCategory,
  writeClassification,
  writePolicyIdentifier,
} from './write-information.ts';

/** A ConfidentialityClearance as an XML document. Source: ADatP-4774 App. 2 Annex A (XSD 1.2) */
export const stanag4774ClearanceCodec: ClearanceCodec = {
  syntax: 'stanag4774',
  read: (text) => readConfidentialityClearance(readDocument(text, maxClearanceDocumentBytes)),
  write: (clearance) => serialize(writeConfidentialityClearance(clearance)),
};

/**
 * The clearance in a ConfidentialityClearance: for its policy, a list of classifications. An extension grants nothing, as
 * an unread part does not.
 */
function readConfidentialityClearance(wire: Element): WrittenClearance {
  if (wire.name !== 'ConfidentialityClearance' || wire.namespace !== namespace) {
    throw new LabelError(
      'label-structure',
      `element \`${wire.name}\` of \`${wire.namespace}\` as a clearance`,
    );
  }
  onlyAttributes(wire, []);
  const sequence = new Sequence(wire, confidentialityLabelNamespace);
  const parts = noParts({ categories: Number.POSITIVE_INFINITY, values: Number.POSITIVE_INFINITY });
  const policy = readPolicyIdentifier(sequence, parts);
  const classifications = readClassifications(sequence.need('ClassificationList', namespace), parts);
  readCategories(sequence, parts);
  passExtensions(sequence, 'clearance', parts);
  const { categories, unread, findings } = parts;
  const clearance = { policy, classifications, categories, unread };
  return findings.length === 0 ? clearance : { ...clearance, findings };
}

function readClassifications(wire: Element, parts: InformationParts): string[] {
  onlyAttributes(wire, []);
  const sequence = new Sequence(wire, confidentialityLabelNamespace);
  const classifications = [sequence.need('Classification'), ...sequence.takeAll('Classification')];
  passExtensions(sequence, 'classification list', parts);
  return classifications.map((classification) => readClassification(classification, parts));
}

function passExtensions(sequence: Sequence, where: string, parts: InformationParts): void {
  const extensions = sequence.take('ConfidentialityClearanceExtensions', namespace);
  sequence.finish();
  if (extensions !== undefined) parts.unread.push({ where, syntax: extensions.name });
}

function writeConfidentialityClearance(clearance: WrittenClearance): Element {
  const { policy, classifications, categories, unread } = clearance;
  refuseUnread(unread);
  if (classifications.length === 0) {
    throw new LabelError('label-inexpressible', 'clearance without a classification');
  }
  return element(namespace, 'ConfidentialityClearance', {}, [
    writePolicyIdentifier(policy),
    element(namespace, 'ClassificationList', {}, classifications.map(writeClassification)),
    ...categories.map(writeCategory),
  ]);
}
