import type { FaultName } from './faults/faults.ts';
import type { Origin } from './location.ts';
import { mayBeAt } from './may-be-at.ts';
import type { Rules } from './rules.ts';
import { type Ruling, refused } from './ruling.ts';
import type { Accepted, Destined, Releasable } from './stages.ts';
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
): Ruling<Destined> {
  const refusal = refusalOfUser('exit', message, bareJid, rules);
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
): Ruling<Releasable> {
  const place = mayBeAt(origin, message, rules);
  return place.grant || rules.faults.has(fault)
    ? { allowed: true, message: stamp.exit(message) }
    : refused('denied', 'exit', place.reasons);
}
