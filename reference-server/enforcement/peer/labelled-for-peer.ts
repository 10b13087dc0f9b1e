import type { Element } from '#xml';
import type { Rules } from '../rules.ts';
import type { Ruling } from '../ruling.ts';
import type { LabelledStanza } from '../stages.ts';
import type { PeerRules } from './peer-rules.ts';

/**
 * The message's element as the peer is to see it: its label in the peer's policy and syntax. What cannot be said there is
 * refused, and so is what the peer's outbound clearance does not cover in its own policy, where it says something about that.
 */
export function labelledForPeer(
  { stanza }: LabelledStanza,
  { mapping }: PeerRules,
  rules: Rules,
): Ruling<Element> {
  if (mapping === undefined || rules.faults.has('map.pol')) return { allowed: true, message: stanza.element };
  return {
    allowed: false,
    kind: 'denied',
    check: 'exit',
    reasons: [{ kind: 'rule', rule: 'mapping for a peer' }],
  };
}
