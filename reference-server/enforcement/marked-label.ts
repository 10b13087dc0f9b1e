import { type DisplayMarking, labelCodecs, type SecurityLabel, writeSecurityLabel } from '#labels';
import { express, type Label, mark } from '#policy';
import type { Element } from '#xml';
import { policyOf, type Rules } from './rules.ts';
import { type Refusal, refused } from './ruling.ts';

/**
 * The `<securitylabel/>` with the marking that the mode asks for; `undefined` where the one that came may stay as it
 * is. A marking never decides anything: XEP-0258 §7.
 */
export function markedLabel(
  envelope: SecurityLabel,
  label: Label,
  rules: Rules,
): Element | Refusal | undefined {
  if (rules.marking === 'preserve' || rules.faults.has('lbl.mark')) return undefined;
  const marking = markingOf(label, rules);
  const given = envelope.displayMarking;
  if (sameMarking(given, marking)) return undefined;
  if (rules.marking === 'verify') return given === undefined ? undefined : wrongMarking;
  return writeSecurityLabel({ ...envelope, displayMarking: marking });
}

/** A `<securitylabel/>` of our own for a label: the default label stamped on a message, an item of a catalog. */
export function stampLabel(label: Label, rules: Rules): Element {
  return writeSecurityLabel({
    displayMarking: markingOf(label, rules),
    label: { element: labelCodecs.ess.write(express(policyOf(label, rules), label, 'numbers')) },
    equivalents: [],
  });
}

/** The policy's marking of a label, as XEP-0258 writes it. */
function markingOf(label: Label, rules: Rules): DisplayMarking {
  return mark(policyOf(label, rules), label);
}

function sameMarking(given: DisplayMarking | undefined, wanted: DisplayMarking): boolean {
  return given?.text === wanted.text && given.fgcolor === wanted.fgcolor && given.bgcolor === wanted.bgcolor;
}

const wrongMarking: Refusal = refused('marking', 'label', [
  { kind: 'rule', rule: 'the marking is not the one that the policy gives its label' },
]);
