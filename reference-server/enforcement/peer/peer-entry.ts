import { coversMessage } from '../covers-message.ts';
import type { Rules } from '../rules.ts';
import { type Refusal, refused } from '../ruling.ts';
import type { LabelledStanza } from '../stages.ts';

/**
 * Why what comes from a peer may not come in; `undefined`: it may. The inbound clearance of the peer must cover its label, and
 * so must that of the sender, where one is known here: nobody relies on what the peer has checked. Where neither is set,
 * nothing is asked at this point.
 */
export function refusalOfPeer(message: LabelledStanza, peer: string, rules: Rules): Refusal | undefined {
  const { stanza, arrival } = message;
  const { inbound } = rules.peers.between(stanza.to?.domain ?? '', peer);
  const { faults } = rules;
  const known = faults.has('entry.known') ? undefined : rules.clearances.knownOf(arrival.sender.bare);
  for (const clearances of faults.has('entry.peer') ? [known] : [inbound, known]) {
    const decision = clearances && coversMessage(message, clearances, rules);
    if (decision?.grant === false) return refused('denied', 'entry', decision.reasons);
  }
  return undefined;
}
