import { covers } from './covers.ts';
import type { Rules } from './rules.ts';
import { type Ruling, refused } from './ruling.ts';
import type { Entered, LabelledStanza } from './stages.ts';
import { stamp } from './stamp.ts';

/** May the sender use this label at all? XEP-0258 §5: the sender's clearance is asked before anything else is done. */
export function checkEntry(message: LabelledStanza, rules: Rules): Ruling<Entered> {
  const clearances = rules.clearances.ofUser(message.arrival.sender.bare);
  const decision = covers(message.label, message.equivalents, clearances, rules);
  return decision.grant || rules.faults.has('entry.user')
    ? { allowed: true, message: stamp.entry(message) }
    : refused('denied', 'entry', decision.reasons);
}
