import { childElements, type Element } from '#xml';
import { LabelError } from '../errors.ts';
import { Sequence } from '../sequence.ts';
import { confidentialityLabelNamespace as labelNamespace } from '../stanag4774/namespaces.ts';
import { readConfidentialityLabel } from '../stanag4774/read-label.ts';
import type { ConfidentialityLabel } from '../written-label.ts';
import { collapse } from '../xml-schema.ts';
import { bindingNamespace, signatureNamespace } from './namespaces.ts';

/** Most labels that are read for one stanza: one a policy is plenty. */
export const maxBoundLabels = 64;

/** A label, and the element that says it, for whoever passes it on. */
export interface BoundLabel {
  readonly element: Element;
  readonly label: ConfidentialityLabel;
}

/** The labels that bindings give to the stanza they stand in. */
export interface BoundLabels {
  /** None: the stanza has no label. More than one: they contradict each other, and it must be refused. */
  readonly originators: readonly BoundLabel[];
  /** What the binding says is the same in other policies. */
  readonly alternatives: readonly BoundLabel[];
  /** On the metadata, not on the stanza. */
  readonly metadata: readonly BoundLabel[];
  /** As they came; nobody has verified them. */
  readonly signatures: readonly Element[];
}

/**
 * Reads a `<BindingInformation/>` that stands in a stanza. Only what is bound to the stanza itself (a DataReference with
 * an empty URI) labels it; a reference that selects a part of the stanza counts for all of it.
 *
 * A Metadata element holds one thing, which need not be a label; two labels in one, as the guidance prints them, are
 * read. Metadata elsewhere could be a label that nobody here sees: it is refused.
 *
 * @throws LabelError `label-structure`, also for a label that cannot be read; `label-too-large` past `maxBoundLabels`
 *
 * Source: ADatP-4778 §4.3 to §4.7; ADatP-4774.1 Fig. 19
 */
export function readBinding(wire: Element): BoundLabels {
  const bound = noLabels();
  addBinding(wire, bound);
  return bound;
}

/** Bound labels that are still being read. */
export interface LabelsSoFar extends BoundLabels {
  readonly originators: BoundLabel[];
  readonly alternatives: BoundLabel[];
  readonly metadata: BoundLabel[];
  readonly signatures: Element[];
}

/** Nothing read yet. */
export function noLabels(): LabelsSoFar {
  return { originators: [], alternatives: [], metadata: [], signatures: [] };
}

/** Reads a `<BindingInformation/>` as `readBinding` does, and adds what it says. */
export function addBinding(wire: Element, bound: LabelsSoFar): void {
  if (wire.name !== 'BindingInformation' || wire.namespace !== bindingNamespace) {
    throw new LabelError('label-structure', `element \`${wire.name}\` of \`${wire.namespace}\` as a binding`);
  }
  const sequence = new Sequence(wire, bindingNamespace);
  bound.signatures.push(...sequence.takeAll('Signature', signatureNamespace));
  const containers = [
    sequence.need('MetadataBindingContainer'),
    ...sequence.takeAll('MetadataBindingContainer'),
  ];
  sequence.takeForeign();
  sequence.finish();
  for (const container of containers) addContainer(container, bound);
}

function addContainer(wire: Element, bound: LabelsSoFar): void {
  const sequence = new Sequence(wire, bindingNamespace);
  const bindings = [sequence.need('MetadataBinding'), ...sequence.takeAll('MetadataBinding')];
  sequence.takeForeign();
  sequence.finish();
  for (const binding of bindings) addMetadata(binding, bound);
}

/** `(Metadata | MetadataReference)+, (Data | DataReference)+` */
function addMetadata(wire: Element, bound: LabelsSoFar): void {
  const sequence = new Sequence(wire, bindingNamespace);
  const metadata = takeEither(sequence, 'Metadata', 'MetadataReference');
  const ofStanza = takeEither(sequence, 'Data', 'DataReference').map(isStanza);
  sequence.finish();
  if (!ofStanza.includes(true)) return;
  for (const one of metadata) {
    if (one.name === 'MetadataReference') {
      throw new LabelError('label-structure', `metadata of the stanza at \`${one.attributes['URI'] ?? ''}\``);
    }
    for (const label of labelsIn(one)) addLabel(label, bound);
  }
}

function takeEither(sequence: Sequence, one: string, other: string): Element[] {
  const taken = [sequence.take(one) ?? sequence.need(other)];
  for (;;) {
    const next = sequence.take(one) ?? sequence.take(other);
    if (next === undefined) return taken;
    taken.push(next);
  }
}

/** Source: ADatP-4778 §4.7: an empty URI is the document around the binding, which is the stanza */
function isStanza(data: Element): boolean {
  if (data.name === 'Data') return false;
  const { URI: uri } = data.attributes;
  if (uri === undefined) throw new LabelError('label-structure', 'DataReference without a URI');
  return collapse(uri) === '';
}

function labelsIn(metadata: Element): Element[] {
  const inside = childElements(metadata);
  const labels = inside.filter(({ namespace }) => namespace.startsWith(anyLabelNamespace));
  if (inside.length === 1 || (inside.length === 2 && labels.length === 2)) return labels;
  throw new LabelError('label-structure', `Metadata with ${inside.length} elements`);
}

/** A label of a version unknown here is no less a label. */
const anyLabelNamespace = labelNamespace.slice(0, labelNamespace.length - '1:0'.length);

function addLabel(wire: Element, bound: LabelsSoFar): void {
  const label = readConfidentialityLabel(wire);
  const { originators, alternatives, metadata } = bound;
  if (originators.length + alternatives.length + metadata.length === maxBoundLabels) {
    throw new LabelError('label-too-large', `more than ${maxBoundLabels} labels of one stanza`);
  }
  const lists = { originator: originators, alternative: alternatives, metadata };
  lists[label.metadata4774.role].push({ element: wire, label });
}
