import { type SecurityLabel, writeSecurityLabel } from '#labels';
import { childElements, type Element } from '#xml';

/** The fault `mark.fold`: the marking that came, without accents and what else ASCII cannot say. */
export function foldedMarking(envelope: SecurityLabel): Element | undefined {
  const { displayMarking: given } = envelope;
  if (given === undefined) return undefined;
  const text = given.text.normalize('NFD').replace(/[^ -~]/g, '');
  return writeSecurityLabel({ ...envelope, displayMarking: { ...given, text } });
}

/** The fault `mark.two`: a label's first child is its marking, and it stands there twice. */
export function withMarkingTwice(label: Element): Element {
  const [marking] = childElements(label);
  return { ...label, children: marking === undefined ? label.children : [marking, ...label.children] };
}
