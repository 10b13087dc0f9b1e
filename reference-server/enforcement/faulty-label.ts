import { type SecurityLabel, writeSecurityLabel } from '#labels';
import type { Label } from '#policy';
import { childElements, type Element } from '#xml';
import type { LabelReading } from './label-reading.ts';
import type { Rules } from './rules.ts';

/** The fault `lbl.by-marking`: the classification whose name the marking shows, whatever the label says. */
export function labelByMarking(written: Label, { envelope }: LabelReading, rules: Rules): Label {
  const text = envelope?.displayMarking?.text;
  const { governing } = rules.policies;
  const shown = governing.classifications.find((entry) => entry.classification.name === text);
  if (shown === undefined) return written;
  return { policy: governing.oid, classification: shown.classification, categories: [] };
}

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
