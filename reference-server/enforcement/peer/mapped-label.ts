import { type Label, type MappedLabel, type MappingPurpose, mapLabel, type Policy, sameLabel } from '#policy';
import type { Measure } from '../covers-message.ts';
import type { Rules } from '../rules.ts';
import type { PeerMapping } from './peer-rules.ts';

/** Into which policy, on which side, and whether the label that is mapped stays beside what becomes of it. */
export interface PolicyChange extends Pick<PeerMapping, 'original'> {
  readonly to: Policy;
  readonly purpose: MappingPurpose;
}

/**
 * The label of a message in another policy: itself where it is of that one, else what its own policy makes of it. What was mapped
 * here is not mapped again: on its way home a label is what its originator wrote.
 *
 * Where the label itself does not go along, its privacy mark goes into the mapped one.
 *
 * Source: ADatP-4774.1 §4.2 rules 1 to 4.
 */
export function mappedLabel(message: Measure, change: PolicyChange, rules: Rules): MappedLabel {
  const { label } = message;
  const { to, purpose, original } = change;
  const privacyMark = original === 'replace' ? 'keep' : 'discard';
  const map = (side: MappingPurpose): MappedLabel =>
    mapLabel(rules.policies, label, to, { purpose: side, now: rules.now(), privacyMark });
  const written = rules.faults.has('map.twice') ? undefined : originalOf(message, to, map);
  if (written !== undefined) return { ok: true, label: written, findings: [] };
  const mapped = map(purpose);
  return mapped.ok || !rules.faults.has('map.direction')
    ? mapped
    : map(purpose === 'receive' ? 'originate' : 'receive');
}

/**
 * The label in that policy of which this one was made here. A label that a sender calls equivalent is what the receiver's table makes of
 * it, or the message is refused (`labelArrival`); it is no reason to pass over the table for originators.
 */
function originalOf(
  { label, equivalents }: Measure,
  to: Policy,
  map: (side: MappingPurpose) => MappedLabel,
): Label | undefined {
  const known = equivalents.find(({ policy }) => policy === to.oid);
  if (known === undefined || label.policy === to.oid) return undefined;
  const claimed = map('receive');
  return claimed.ok && sameLabel(claimed.label, known) ? undefined : known;
}
