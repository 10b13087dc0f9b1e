import { type Element, element } from '#xml';
import { stanag4774AlternativeCodec, stanag4774LabelCodec } from '../stanag4774/label-codec.ts';
import type { WrittenLabel } from '../written-label.ts';
import { bindingNamespace } from './namespaces.ts';

/**
 * A `<BindingInformation/>` that binds an originator's label, and its alternatives, to the stanza it stands in: one
 * Metadata element a label.
 *
 * @throws LabelError `label-inexpressible` for a label that STANAG 4774 cannot say, or of another role
 *
 * Source: ADatP-4778 §4.3, §4.8 (XSD 1.4)
 */
export function writeBinding(originator: WrittenLabel, alternatives: readonly WrittenLabel[] = []): Element {
  return bindLabels([
    stanag4774LabelCodec.write(originator),
    ...alternatives.map((alternative) => stanag4774AlternativeCodec.write(alternative)),
  ]);
}

/** The same of labels that are written already: the originator's, then its alternatives. */
export function bindLabels(labels: readonly Element[]): Element {
  return mb('BindingInformation', [
    mb('MetadataBindingContainer', [
      mb('MetadataBinding', [
        ...labels.map((label) => mb('Metadata', [label])),
        element(bindingNamespace, 'DataReference', { URI: '' }),
      ]),
    ]),
  ]);
}

function mb(name: string, children: readonly Element[]): Element {
  return element(bindingNamespace, name, {}, children);
}
