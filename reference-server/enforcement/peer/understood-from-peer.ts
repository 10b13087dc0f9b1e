import type { Rules } from '../rules.ts';
import type { Ruling } from '../ruling.ts';
import type { LabelledStanza } from '../stages.ts';

/**
 * A message from a peer with its label as it is said here: in the governing policy and the syntax of this server, where a mapping
 * for the peer asks for it. What cannot be said here does not come in.
 */
export function understoodFromPeer(
  message: LabelledStanza,
  peer: string,
  rules: Rules,
): Ruling<LabelledStanza> {
  const { mapping } = rules.peers.between(message.stanza.to?.domain ?? '', peer);
  if (mapping === undefined || rules.faults.has('map.pol')) return { allowed: true, message };
  return {
    allowed: false,
    kind: 'denied',
    check: 'label',
    reasons: [{ kind: 'rule', rule: 'mapping from a peer' }],
  };
}
