import { covers } from './covers.ts';
import type { FaultName } from './faults.ts';
import type { Rules } from './rules.ts';
import { type Ruling, refused } from './ruling.ts';
import type { Accepted, Releasable } from './stages.ts';
import { stamp } from './stamp.ts';

/**
 * May this user have the message? Asked when it arrives, also for a user who is offline, and asked again whenever it is
 * handed over later.
 */
export function checkExit(
  message: Accepted,
  bareJid: string,
  rules: Rules,
  fault: FaultName = 'exit.user',
): Ruling<Releasable> {
  const decision = covers(message.label, message.equivalents, rules.clearances.ofUser(bareJid), rules);
  return decision.grant || rules.faults.has(fault)
    ? { allowed: true, message: stamp.exit(message) }
    : refused('denied', 'exit', decision.reasons);
}
