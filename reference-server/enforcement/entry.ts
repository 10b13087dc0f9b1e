import { mayBeAt } from './may-be-at.ts';
import { refusalOfPeer } from './peer/peer-entry.ts';
import type { Rules } from './rules.ts';
import { type Ruling, refused } from './ruling.ts';
import type { Entered, LabelledStanza } from './stages.ts';
import { stamp } from './stamp.ts';
import { refusalOfUser } from './user-covers.ts';

/**
 * May the sender use this label at all, and from this place? The sender's own clearance must cover it (XEP-0258 §5:
 * asked before anything else is done), and so must that of the location. For what a peer sends, the peer's clearance stands for
 * both: where its users are is not ours to know.
 */
export function checkEntry(message: LabelledStanza, rules: Rules): Ruling<Entered> {
  const { peer } = message.arrival;
  if (peer !== undefined)
    return refusalOfPeer(message, peer, rules) ?? { allowed: true, message: stamp.entry(message) };
  const user = refusalOfUser('entry', message, message.arrival.sender.bare, rules);
  if (user !== undefined && !rules.faults.has('entry.user')) return user;
  const place = mayBeAt(message.arrival.origin, message, rules);
  return place.grant || rules.faults.has('entry.loc')
    ? { allowed: true, message: stamp.entry(message) }
    : refused('denied', 'entry', place.reasons);
}
