import { equivalentCodecFor, readBindingData, type WrittenLabel } from '#labels';
import { childElements, childrenOf, type Element, serialize } from '#xml';
import { bindings, type SeenLabel, securityLabels } from './labels.ts';
import { labelNamespace } from './namespaces.ts';

/** In what a label stands: `<label/>` around ESS or STANAG 4774, `<label/>` around anything else, or a `<BindingData/>`. */
export type LabelFormat = 'ess' | 'stanag4774' | 'stanag4778' | 'other';

/** The formats of all that labels a stanza: one each for a `<securitylabel/>`, and for a binding of a label to the stanza. */
export function formatsOf(stanza: Element): LabelFormat[] {
  return [
    ...securityLabels(stanza).map((each) => formatIn(each)),
    ...bindings(stanza)
      .filter(labelsStanza)
      .map(() => 'stanag4778' as const),
  ];
}

/**
 * Labels beside those that count, whoever's word they are: the equivalents of XEP-0258, the alternatives of a binding. An
 * alternative is read as if it were the originator's.
 */
export function labelsBeside(stanza: Element): SeenLabel[] {
  const equivalents = securityLabels(stanza)
    .flatMap((label) => childrenOf(label, labelNamespace, 'equivalentlabel'))
    .flatMap(childElements);
  return [...equivalents, ...bindings(stanza).flatMap(alternativesIn)].map(read);
}

function formatIn(securityLabel: Element): LabelFormat {
  const [inside] = childrenOf(securityLabel, labelNamespace, 'label').flatMap(childElements);
  const syntax = inside && equivalentCodecFor(inside)?.syntax;
  return syntax === 'ess' || syntax === 'stanag4774' ? syntax : 'other';
}

/** What cannot be read could label it. */
function labelsStanza(binding: Element): boolean {
  try {
    return readBindingData(binding).originators.length > 0;
  } catch {
    return true;
  }
}

function alternativesIn(binding: Element): Element[] {
  try {
    return readBindingData(binding).alternatives.map(({ element }) => element);
  } catch {
    return [];
  }
}

function read(element: Element): SeenLabel {
  const wire = serialize(element);
  try {
    const label = equivalentCodecFor(element)?.read(element);
    return label === undefined
      ? { kind: 'unreadable', wire }
      : { kind: 'label', label: asOriginators(label), wire };
  } catch {
    return { kind: 'unreadable', wire };
  }
}

function asOriginators(label: WrittenLabel): WrittenLabel {
  const { metadata4774 } = label;
  return metadata4774 === undefined
    ? label
    : { ...label, metadata4774: { ...metadata4774, role: 'originator' } };
}
