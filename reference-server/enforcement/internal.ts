import type { Clearances, Label } from '#policy';
import { covers } from './covers.ts';
import type { Rules } from './rules.ts';
import { type Refusal, type Ruling, refused } from './ruling.ts';
import type { Accepted, Entered } from './stages.ts';
import { stamp } from './stamp.ts';

/**
 * May the server, and each of its domains that the message touches (the sender's and the recipient's), carry this label?
 * All must grant it; a level without a clearance of its own is not asked, the ones above it are.
 */
export function checkInternal(message: Entered, rules: Rules): Ruling<Accepted> {
  const { clearances, faults } = rules;
  const own = message.arrival.sender.domain;
  const target = message.stanza.to?.domain ?? own;
  const levels: Levels = {
    server: clearances.ofServer(),
    sender: clearances.ofDomain(own),
    recipient: target === own ? undefined : clearances.ofDomain(target),
  };
  const { server, sender, recipient } = faults.size === 0 ? levels : faultyLevels(levels, rules);
  const refusal =
    refusalAt('server', server, message, rules) ??
    refusalAt('domain', sender, message, rules) ??
    refusalAt('domain', recipient, message, rules);
  return refusal ?? { allowed: true, message: stamp.internal(message) };
}

/** What limits a message inside: `undefined` is a level that is not asked. The domains are the sender's and the recipient's. */
interface Levels {
  readonly server: Clearances | undefined;
  readonly sender: Clearances | undefined;
  readonly recipient: Clearances | undefined;
}

function refusalAt(
  level: 'server' | 'domain',
  clearances: Clearances | undefined,
  message: Entered,
  rules: Rules,
): Refusal | undefined {
  if (clearances === undefined) return undefined;
  const decision = covers(message.label, message.equivalents, clearances, rules);
  return decision.grant ? undefined : refused('denied', level, decision.reasons);
}

/** The levels as a broken server asks them: the faults `int.*` and `access.message` (faults.ts says each in a sentence). */
function faultyLevels({ server, sender, recipient }: Levels, { faults, access }: Rules): Levels {
  const hasDomains = sender !== undefined || recipient !== undefined;
  const noDomain = faults.has('int.domain');
  const noServer =
    faults.has('int.server') ||
    (faults.has('int.widen') && hasDomains) ||
    (faults.has('int.inherit') && sender === undefined);
  const asMessage = faults.has('access.message') && access.server !== undefined;
  return {
    server: asMessage ? [clearedForOnly(access.server)] : noServer ? undefined : server,
    sender: noDomain || faults.has('int.sender-domain') ? undefined : sender,
    recipient: noDomain || faults.has('int.target-domain') ? undefined : recipient,
  };
}

function clearedForOnly({ policy, classification, categories }: Label): Clearances[number] {
  return { policy, classifications: new Set([classification]), categories: new Set(categories) };
}
