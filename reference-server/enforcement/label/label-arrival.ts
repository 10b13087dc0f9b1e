import { type Label, sameLabel } from '#policy';
import { childElements, type Element } from '#xml';
import type { Stanza } from '../../xmpp/index.ts';
import type { Arrival } from '../arrival.ts';
import { labelByMarking } from '../faults/faulty-label.ts';
import { understoodFromPeer } from '../peer/understood-from-peer.ts';
import type { Rules } from '../rules.ts';
import { type Refusal, type Ruling, refused } from '../ruling.ts';
import type { LabelledStanza } from '../stages.ts';
import { isLabel, isSecurityLabel } from './label-element.ts';
import type { LabelReading } from './label-reading.ts';
import { readLabelOnce } from './label-readings.ts';
import { stampLabel } from './marked-label.ts';

/** `xml:lang` of a stanza or a stream. */
type Language = string | undefined;

/**
 * Gives a message the label that counts: its own, read and resolved; else the default; else it is refused.
 *
 * Only a direct child labels it: a `<securitylabel/>` of XEP-0258, a `<BindingData/>` of STANAG 4778, or one of each that
 * say the same. A label that cannot be read or that the policy does not know refuses the message: it never falls back
 * to the default.
 */
export function labelArrival(arrival: Arrival, rules: Rules): Ruling<LabelledStanza> {
  return labelledIn(arrival.stanza.lang, arrival, rules);
}

/** The same, with the marking that the server may write in this language. */
export function labelledIn(lang: Language, arrival: Arrival, rules: Rules): Ruling<LabelledStanza> {
  const read = readIn(lang, arrival, rules);
  if (arrival.peer === undefined || !read.allowed) return read;
  return understoodFromPeer(read.message, { peer: arrival.peer, lang }, rules);
}

function readIn(lang: Language, arrival: Arrival, rules: Rules): Ruling<LabelledStanza> {
  const [element, second, third] = labelElementsOf(arrival.stanza.element, rules);
  const overrides = rules.faults.has('peer.default') && peersDefault(arrival, rules) !== undefined;
  if (element === undefined || overrides) return byDefault(lang, arrival, rules);
  const reading = readLabelOnce(element, lang, rules);
  if (!reading.allowed) return fallsBack(reading, rules) ? byDefault(lang, arrival, rules) : reading;
  if (second === undefined || rules.faults.has('lbl.single'))
    return byReading(lang, arrival, [element, reading], rules);
  if (third !== undefined || isSecurityLabel(element) === isSecurityLabel(second)) {
    return malformed('more than one label');
  }
  return byBoth(lang, arrival, [element, reading], second, rules);
}

function byReading(
  lang: Language,
  arrival: Arrival,
  [element, reading]: readonly [Element, LabelReading],
  rules: Rules,
): Ruling<LabelledStanza> {
  const { label: written, replacement, equivalents } = reading;
  if (written === undefined)
    return byDefault(lang, arrival, rules, isSecurityLabel(element) ? element : undefined);
  const label = rules.faults.has('lbl.by-marking') ? labelByMarking(written, reading, rules) : written;
  const stanza = replacement === undefined ? arrival.stanza : withChild(arrival.stanza, element, replacement);
  return { allowed: true, message: { arrival, stanza, label, equivalents } };
}

/** One label of each kind: they must say the same. A binding that labels something else says nothing. */
function byBoth(
  lang: Language,
  arrival: Arrival,
  [element, reading]: readonly [Element, LabelReading],
  second: Element,
  rules: Rules,
): Ruling<LabelledStanza> {
  const other = readLabelOnce(second, lang, rules);
  if (!other.allowed) return other;
  const isFirst = isSecurityLabel(element);
  const [label, envelope] = isFirst ? [reading, element] : [other, second];
  const binding = isFirst ? other : reading;
  const agree =
    binding.label === undefined || (label.label !== undefined && sameLabel(binding.label, label.label));
  return agree
    ? byReading(lang, arrival, [envelope, label], rules)
    : malformed('two labels that say different things');
}

/** `asked` is the `<securitylabel><label/></securitylabel>` that asks for the default in so many words. */
function byDefault(lang: Language, arrival: Arrival, rules: Rules, asked?: Element): Ruling<LabelledStanza> {
  const ofPeer = peersDefault(arrival, rules);
  const label = ofPeer ?? rules.clearances.defaultLabel();
  if (label === undefined) return refused('unlabelled', 'label', [{ kind: 'no-label' }]);
  // Who gets it cannot know which label is the usual one of its peer
  const stamped = rules.stamp || ofPeer !== undefined || rules.faults.has('stamp.always');
  const { stanza } = arrival;
  const marked = stamped
    ? withChild(stanza, asked, ...stamps(stampLabel(label, rules, lang), rules))
    : stanza;
  const message = { arrival, stanza: marked, label, equivalents: [] };
  return { allowed: true, message: stamped ? message : { ...message, isDefault: true } };
}

/** The label of what a peer sends without one, where one is set: it goes by the peer, and stands before every other default. */
function peersDefault({ peer, stanza }: Arrival, rules: Rules): Label | undefined {
  if (peer !== undefined && rules.faults.has('peer.no-default')) return undefined;
  if (peer !== undefined) return rules.peers.between(stanza.to?.domain ?? '', peer).defaultLabel;
  return rules.faults.has('peer.default-local') ? rules.peers.between('', 'b.test').defaultLabel : undefined;
}

/** The fault `stamp.twice` writes it twice. */
function stamps(label: Element, { faults }: Rules): Element[] {
  return faults.has('stamp.twice') ? [label, label] : [label];
}

/** The stanza with one child replaced, or added where there was none. */
function withChild(stanza: Stanza, old: Element | undefined, ...added: readonly Element[]): Stanza {
  const { namespace, name, attributes, children } = stanza.element;
  const others = old === undefined ? children : children.filter((each) => each !== old);
  return { ...stanza, element: { namespace, name, attributes, children: [...others, ...added] } };
}

function labelElementsOf(stanza: Element, rules: Rules): Element[] {
  const counts = rules.faults.has('nato.binding') ? isSecurityLabel : isLabel;
  const found = childElements(stanza).filter(counts);
  if (found.length > 0 || !rules.faults.has('lbl.nested')) return found;
  return childElements(stanza).flatMap(childElements).filter(isLabel);
}

function fallsBack(refusal: Refusal, rules: Rules): boolean {
  return refusal.kind === 'malformed' ? rules.faults.has('lbl.syntax') : rules.faults.has('lbl.valid');
}

function malformed(message: string): Refusal {
  return refused('malformed', 'label', [{ kind: 'unreadable-label', message }]);
}
