import type { Jid } from '../xmpp/index.ts';
import type { Decided } from './decided.ts';
import type { FaultName } from './faults/faults.ts';
import type { Origin } from './location.ts';
import { mayBeAt } from './may-be-at.ts';
import { checkDeparture } from './peer/departure.ts';
import { refusalOfDomain } from './room/occupant-domain.ts';
import type { Rules } from './rules.ts';
import { type Ruling, refused } from './ruling.ts';
import type { Accepted, Admitted, Departing, Destined, Releasable } from './stages.ts';
import { stamp } from './stamp.ts';
import { refusalOfUser } from './user-covers.ts';

/**
 * May this user have the message? Asked when it arrives, also for a user who is offline, and asked again whenever it is
 * handed over later. It does not yet go anywhere: that asks `checkExitAt`.
 */
export function checkExit(
  message: Accepted,
  bareJid: string,
  rules: Rules,
  fault: FaultName = 'exit.user',
  decided?: Decided,
): Ruling<Destined> {
  const refusal = refusalOfUser('exit', message, bareJid, rules, decided);
  return refusal === undefined || rules.faults.has(fault)
    ? { allowed: true, message: stamp.recipient(message) }
    : refusal;
}

/** May the user have it there, where one of the user's sessions is? A refusal is for the audit log: no sender hears it. */
export function checkExitAt(
  message: Destined,
  origin: Origin | undefined,
  rules: Rules,
  fault: FaultName = 'exit.loc',
  decided?: Decided,
): Ruling<Releasable> {
  const place = mayBeAt(origin, message, rules, decided);
  return place.grant || rules.faults.has(fault)
    ? { allowed: true, message: stamp.exit(message) }
    : refused('denied', 'exit', place.reasons);
}

/** One session of who is in a room, and where it is: at a place, or at a peer. */
export interface Recipient {
  readonly jid: Jid;
  readonly origin: Origin | undefined;
  /** The domain of another server; left out: it is a session of ours. */
  readonly peer?: string | undefined;
}

/**
 * Stage 2 of a room: may this occupant have what the room took, where the occupant is, and may the domain of the account carry
 * it? Asked for each, and of each copy: what is sent now, what is replayed later. A refusal is for the audit log: neither the
 * sender nor the occupant hears of it. Of an occupant at a peer, the peer is asked (`checkDeparture`).
 *
 * Source: XEP-0258 §5.2.2, §5.2.3.
 */
export function checkRelease(
  message: Admitted,
  { jid, origin, peer }: Recipient,
  rules: Rules,
  { fault, decided }: { readonly fault: FaultName; readonly decided: Decided },
): Ruling<Releasable | Departing> {
  if (peer !== undefined) return checkDeparture(message, jid, rules, decided);
  const { bare: bareJid } = jid;
  const domain = refusalOfDomain(message, bareJid, rules, decided);
  if (domain !== undefined) return domain;
  const exit = checkExit(message, bareJid, rules, fault, decided);
  return exit.allowed ? checkExitAt(exit.message, origin, rules, fault, decided) : exit;
}
