import type { Decision } from '#policy';
import type { Element } from '#xml';
import type { Jid } from '../../xmpp/index.ts';
import { coversMessage, type Measured } from '../covers-message.ts';
import type { Decided } from '../decided.ts';
import type { Rules } from '../rules.ts';
import { type Refusal, type Ruling, refused } from '../ruling.ts';
import type { Accepted, Departing } from '../stages.ts';
import { stamp } from '../stamp.ts';
import { labelledForPeer } from './labelled-for-peer.ts';
import { anyPeer, type PeerRules } from './peer-rules.ts';

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
  const refusal = refusalAbroad(message, { peer, to }, rules, decided);
  if (refusal !== undefined) return refusal;
  const write = (): Ruling<Element> => labelledForPeer(message, peer, rules);
  const written = decided === undefined ? write() : decided.writtenFor(sharedBy(peer, rules), write);
  if (!written.allowed) return written;
  const stanza = { ...message.stanza, to, element: written.message };
  return { allowed: true, message: stamp.departure(message, { peer: to.domain, stanza }) };
}

/** Among whom what is written once is shared: those of one peer. The fault `map.shared`: all. */
function sharedBy(peer: PeerRules, { faults }: Rules): PeerRules {
  return faults.has('map.shared') ? anyPeer : peer;
}

/** Why what these labels mark may not go to that address, as far as clearances say; `undefined`: they stand against nothing. */
export function refusalAbroad(
  measured: Measured,
  { peer, to }: { readonly peer: PeerRules; readonly to: Jid },
  rules: Rules,
  decided?: Decided,
): Refusal | undefined {
  const outbound = rules.faults.has('exit.peer') ? undefined : peer.outbound;
  const known = rules.faults.has('exit.known') ? undefined : rules.clearances.knownOf(to.bare);
  for (const clearances of [outbound, known]) {
    if (clearances === undefined) continue;
    const decide = (): Decision => coversMessage(measured, clearances, rules);
    const decision = decided === undefined ? decide() : decided.of(clearances, decide);
    if (!decision.grant) return refused('denied', 'exit', decision.reasons);
  }
  return undefined;
}
