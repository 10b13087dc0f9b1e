import {
  bindingDataVersion,
  type DisplayMarking,
  equivalentCodecFor,
  holdsLabelsAlone,
  readBindingData,
  readSecurityLabel,
  type WrittenLabel,
} from '#labels';
import { type Label, sameLabel } from '#policy';
import { childElements, type Element } from '#xml';
import { isLabel, isSecurityLabel } from '../label/label-element.ts';
import { meaningOf } from '../label/meaning.ts';
import type { Rules } from '../rules.ts';
import type { LabelledStanza } from '../stages.ts';
import type { PeerMapping } from './peer-rules.ts';

/** How the labels of a message are written before a mapping puts others in their place. */
export interface CameWith {
  /** The children of the stanza that hold them; none where the default label counts and is not written. */
  readonly elements: readonly Element[];
  /** The one format they have; `undefined`: two, another, or none. */
  readonly format: PeerMapping['format'];
  readonly marking?: DisplayMarking;
  /** The label that counts, once for each syntax; none where it is the default. */
  readonly originals: readonly LabelElement[];
  /** Labels of other policies that stand beside it. */
  readonly others: readonly LabelElement[];
  /** A binding that labels something else than the stanza, and stays as it is. */
  readonly bystander?: Element;
}

/** One label in its syntax, and what it says and means here. */
export interface LabelElement {
  readonly element: Element;
  readonly syntax: 'ess' | '4774' | 'other';
  readonly written?: WrittenLabel;
  /** `undefined`: nobody here can tell. */
  readonly label?: Label;
}

/**
 * Takes the labels of a message apart. What a mapping has recorded, the same label in another syntax, is one of the originals.
 *
 * @throws LabelError for labels that `labelArrival` refuses
 */
export function cameWith({ stanza, label }: LabelledStanza, rules: Rules): CameWith {
  const found = childElements(stanza.element)
    .filter(isLabel)
    .map((each) => (isSecurityLabel(each) ? inEnvelope(each) : inBinding(each, rules)));
  const bystander = found.find(({ isBystander }) => isBystander);
  const holders = found.filter(({ isBystander }) => !isBystander);
  const others = holders.flatMap((each) => each.others.map((one) => labelElement(one, rules)));
  const isRecorded = (one: LabelElement): boolean => one.label !== undefined && sameLabel(one.label, label);
  const originals = holders.flatMap((each) => each.originals.map((one) => labelElement(one, rules)));
  const marking = holders.find((each) => each.marking !== undefined)?.marking;
  return {
    elements: holders.map(({ element }) => element),
    format: holders.length === 1 ? formatOf(holders[0], originals) : undefined,
    originals: [...originals, ...others.filter(isRecorded)],
    others: others.filter((one) => !isRecorded(one)),
    ...(marking && { marking }),
    ...(bystander && { bystander: bystander.element }),
  };
}

/** A `<securitylabel/>` or a `<BindingData/>`, and the label elements in it. */
interface Holder {
  readonly element: Element;
  readonly marking?: DisplayMarking | undefined;
  readonly originals: readonly Element[];
  readonly others: readonly Element[];
  readonly isBystander?: true;
}

function inEnvelope(element: Element): Holder {
  const { label, equivalents, displayMarking: marking } = readSecurityLabel(element);
  if (label === 'default') return { element, originals: [], others: [] };
  return { element, marking, originals: [label.element], others: equivalents };
}

/** The labels of a binding; the binding itself, where it says more than those. */
function inBinding(element: Element, { bindingVersions }: Rules): Holder {
  const { originators, alternatives } = readBindingData(element, bindingVersions);
  if (originators.length === 0) return { element, originals: [], others: [], isBystander: true };
  if (!holdsLabelsAlone(element)) return { element, originals: [element], others: [] };
  return { element, originals: elementsOf(originators), others: elementsOf(alternatives) };
}

function elementsOf(labels: readonly { readonly element: Element }[]): Element[] {
  return labels.map(({ element }) => element);
}

function labelElement(element: Element, rules: Rules): LabelElement {
  const codec = equivalentCodecFor(element);
  const written = codec?.read(element);
  const meaning = written && meaningOf(written, rules);
  return {
    element,
    syntax: codec?.syntax === 'ess' ? 'ess' : codec?.syntax === 'stanag4774' ? '4774' : 'other',
    ...(written && { written }),
    ...(meaning?.ok === true && { label: meaning.label }),
  };
}

function formatOf(
  holder: Holder | undefined,
  [original]: readonly LabelElement[],
): PeerMapping['format'] | undefined {
  if (holder === undefined || original === undefined) return undefined;
  if (bindingDataVersion(holder.element) !== undefined) return '4778';
  return original.syntax === 'other' ? undefined : original.syntax;
}
