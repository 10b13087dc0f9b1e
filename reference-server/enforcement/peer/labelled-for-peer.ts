import { type Clearances, decide, type Label } from '#policy';
import { childElements, type Element } from '#xml';
import { isLabel } from '../label/label-element.ts';
import type { Rules } from '../rules.ts';
import { type Refusal, type Ruling, refused } from '../ruling.ts';
import type { LabelledStanza } from '../stages.ts';
import type { PeerRules } from './peer-rules.ts';
import { rewritten } from './rewritten.ts';

/**
 * The message's element as the peer is to see it: its label in the peer's policy and format. What cannot be said there is
 * refused, and so is what the peer's outbound clearance does not cover in its own policy, where it says something about that.
 *
 * A message without a label has the default one written on it: the peer may have another.
 */
export function labelledForPeer(
  message: LabelledStanza,
  { mapping, outbound }: PeerRules,
  rules: Rules,
): Ruling<Element> {
  const { stanza, label } = message;
  if (mapping === undefined) return { allowed: true, message: stanza.element };
  if (rules.faults.has('map.default') && !childElements(stanza.element).some(isLabel))
    return { allowed: true, message: stanza.element };
  const ruling = rewritten(message, { mapping, direction: 'outwards', lang: stanza.lang }, rules);
  if (!ruling.allowed) return ruling;
  const { element, shown } = ruling.message;
  return refusalOfMapped(shown, label, outbound, rules) ?? { allowed: true, message: element };
}

/** The outbound clearance was asked about the label that counts here; where it has one for the other policy, that is asked too. */
function refusalOfMapped(
  shown: Label,
  label: Label,
  outbound: Clearances | undefined,
  { faults }: Rules,
): Refusal | undefined {
  if (shown.policy === label.policy || faults.has('map.out')) return undefined;
  if (outbound?.some(({ policy }) => policy === shown.policy) !== true) return undefined;
  const decision = decide(shown, outbound);
  return decision.grant ? undefined : refused('denied', 'exit', decision.reasons);
}
