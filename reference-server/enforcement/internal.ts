import type { Clearances } from '#policy';
import { covers } from './covers.ts';
import type { FaultName } from './faults.ts';
import type { Rules } from './rules.ts';
import { type CheckName, type Ruling, refused } from './ruling.ts';
import type { Accepted, Entered } from './stages.ts';
import { stamp } from './stamp.ts';

/** One level that carries a message: the server, or a domain. */
interface Level {
  readonly check: CheckName;
  readonly clearances: Clearances | undefined;
  readonly fault: FaultName;
}

/**
 * May the server, and each of its domains that the message touches, carry this label? All must grant it; a level
 * without a clearance of its own is not asked, the ones above it are.
 */
export function checkInternal(message: Entered, rules: Rules): Ruling<Accepted> {
  for (const level of levelsOf(message, rules)) {
    if (level.clearances === undefined || rules.faults.has(level.fault)) continue;
    const decision = covers(message.label, message.equivalents, level.clearances, rules);
    if (!decision.grant) return refused('denied', level.check, decision.reasons);
  }
  return { allowed: true, message: stamp.internal(message) };
}

/** The server, the sender's domain, and the addressee's domain where it is another one. */
function levelsOf(message: Entered, rules: Rules): readonly Level[] {
  const own = message.arrival.sender.domain;
  const target = message.stanza.to?.domain ?? own;
  const domains = own === target ? [own] : [own, target];
  return [
    { check: 'server', clearances: rules.clearances.ofServer(), fault: 'int.server' },
    ...domains.map(
      (domain): Level => ({
        check: 'domain',
        clearances: rules.clearances.ofDomain(domain),
        fault: 'int.domain',
      }),
    ),
  ];
}
