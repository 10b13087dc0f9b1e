import type { Clearances } from '#policy';
import { covers } from './covers.ts';
import type { FaultName } from './faults.ts';
import type { Rules } from './rules.ts';
import { type Refusal, type Ruling, refused } from './ruling.ts';
import type { Accepted, Entered } from './stages.ts';
import { stamp } from './stamp.ts';

/**
 * May the server, and each of its domains that the message touches, carry this label? All must grant it; a level
 * without a clearance of its own is not asked, the ones above it are.
 */
export function checkInternal(message: Entered, rules: Rules): Ruling<Accepted> {
  const { clearances } = rules;
  const own = message.arrival.sender.domain;
  const target = message.stanza.to?.domain ?? own;
  const refusal =
    refusalAt('server', clearances.ofServer(), message, rules) ??
    refusalAt('domain', clearances.ofDomain(own), message, rules) ??
    (target === own ? undefined : refusalAt('domain', clearances.ofDomain(target), message, rules));
  return refusal ?? { allowed: true, message: stamp.internal(message) };
}

const faultOf = { server: 'int.server', domain: 'int.domain' } as const satisfies Record<string, FaultName>;

function refusalAt(
  level: keyof typeof faultOf,
  clearances: Clearances | undefined,
  message: Entered,
  rules: Rules,
): Refusal | undefined {
  if (clearances === undefined || rules.faults.has(faultOf[level])) return undefined;
  const decision = covers(message.label, message.equivalents, clearances, rules);
  return decision.grant ? undefined : refused('denied', level, decision.reasons);
}
