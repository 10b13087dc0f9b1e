import type { Decision } from '#policy';
import type { Element } from '#xml';
import type { Jid } from '../../xmpp/index.ts';
import { coversMessage } from '../covers-message.ts';
import type { Decided } from '../decided.ts';
import type { Rules } from '../rules.ts';
import { type Ruling, refused } from '../ruling.ts';
import type { Accepted, Departing } from '../stages.ts';
import { stamp } from '../stamp.ts';
import { labelledForPeer } from './labelled-for-peer.ts';

/**
 * May this message go to that address, on another server or at a component? The outbound clearance of the peer must cover its
 * label, and so must that of the recipient, where one is known here; then it is written in the peer's words, and what those
 * cannot say does not leave.
 *
 * Nothing else than what this gives is written to a peer, but what carries no label at all (`Exempt`).
 */
export function checkDeparture(
  message: Accepted,
  to: Jid,
  rules: Rules,
  decided?: Decided,
): Ruling<Departing> {
  const peer = rules.peers.between(message.stanza.from.domain, to.domain);
  const asked = [
    rules.faults.has('exit.peer') ? undefined : peer.outbound,
    rules.clearances.knownOf(to.bare),
  ];
  for (const clearances of asked) {
    if (clearances === undefined) continue;
    const decide = (): Decision => coversMessage(message, clearances, rules);
    const decision = decided === undefined ? decide() : decided.of(clearances, decide);
    if (!decision.grant) return refused('denied', 'exit', decision.reasons);
  }
  const write = (): Ruling<Element> => labelledForPeer(message, peer, rules);
  const written = decided === undefined ? write() : decided.writtenFor(peer, write);
  if (!written.allowed) return written;
  const stanza = { ...message.stanza, to, element: written.message };
  return { allowed: true, message: stamp.departure(message, { peer: to.domain, stanza }) };
}
