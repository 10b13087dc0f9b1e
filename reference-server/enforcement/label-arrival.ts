import { securityLabelNamespace } from '#labels';
import { childElements, type Element } from '#xml';
import type { Stanza } from '../xmpp/index.ts';
import type { Arrival } from './arrival.ts';
import { labelByMarking } from './faulty-label.ts';
import { readLabelOnce } from './label-readings.ts';
import { stampLabel } from './marked-label.ts';
import type { Rules } from './rules.ts';
import { type Refusal, type Ruling, refused } from './ruling.ts';
import type { LabelledStanza } from './stages.ts';

/**
 * Gives a message the label that counts: its own, read and resolved; else the default; else it is refused.
 *
 * Only a direct child in the namespace of XEP-0258 is its label, and only one of them. A label that cannot be read or
 * that the policy does not know refuses the message: it never falls back to the default.
 */
export function labelArrival(arrival: Arrival, rules: Rules): Ruling<LabelledStanza> {
  const elements = securityLabelsOf(arrival.stanza.element, rules);
  if (elements.length > 1 && !rules.faults.has('lbl.single')) return malformed('more than one securitylabel');
  const element = elements[0];
  if (element === undefined) return byDefault(arrival, rules);
  const reading = readLabelOnce(element, rules);
  if (!reading.allowed) return fallsBack(reading, rules) ? byDefault(arrival, rules) : reading;
  if (reading.label === undefined) return byDefault(arrival, rules, element);
  const { label: written, replacement, equivalents } = reading;
  const label = rules.faults.has('lbl.by-marking') ? labelByMarking(written, reading, rules) : written;
  const stanza = replacement === undefined ? arrival.stanza : withChild(arrival.stanza, element, replacement);
  return { allowed: true, message: { arrival, stanza, label, equivalents } };
}

/** `asked` is the `<securitylabel><label/></securitylabel>` that asks for the default in so many words. */
function byDefault(arrival: Arrival, rules: Rules, asked?: Element): Ruling<LabelledStanza> {
  const label = rules.clearances.defaultLabel();
  if (label === undefined) return refused('unlabelled', 'label', [{ kind: 'no-label' }]);
  const stamped = rules.stamp || rules.faults.has('stamp.always');
  const stanza = stamped ? withChild(arrival.stanza, asked, stampLabel(label, rules)) : arrival.stanza;
  return { allowed: true, message: { arrival, stanza, label, equivalents: [] } };
}

/** The stanza with one child replaced, or added where there was none. */
function withChild(stanza: Stanza, old: Element | undefined, child: Element): Stanza {
  const { namespace, name, attributes, children } = stanza.element;
  const others = old === undefined ? children : children.filter((each) => each !== old);
  return { ...stanza, element: { namespace, name, attributes, children: [...others, child] } };
}

function securityLabelsOf(stanza: Element, rules: Rules): Element[] {
  const found = childElements(stanza).filter(isSecurityLabel);
  if (found.length > 0 || !rules.faults.has('lbl.nested')) return found;
  return childElements(stanza).flatMap(childElements).filter(isSecurityLabel);
}

function isSecurityLabel(element: Element): boolean {
  return element.name === 'securitylabel' && element.namespace === securityLabelNamespace;
}

function fallsBack(refusal: Refusal, rules: Rules): boolean {
  return refusal.kind === 'malformed' ? rules.faults.has('lbl.syntax') : rules.faults.has('lbl.valid');
}

function malformed(message: string): Refusal {
  return refused('malformed', 'label', [{ kind: 'unreadable-label', message }]);
}
