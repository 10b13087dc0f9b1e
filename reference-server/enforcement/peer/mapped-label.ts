import { type Label, type MappedLabel, type MappingPurpose, mapLabel, type Policy } from '#policy';
import type { Measure } from '../covers-message.ts';
import type { Rules } from '../rules.ts';
import type { PeerMapping } from './peer-rules.ts';

/** Into which policy, on which side, and whether the label that is mapped stays beside what becomes of it. */
export interface PolicyChange extends Pick<PeerMapping, 'original'> {
  readonly to: Policy;
  readonly purpose: MappingPurpose;
}

/**
 * The label of a message in another policy: itself where it is of that one, else what came with it and was verified, else what its
 * own policy makes of it. What was mapped is not mapped again: on its way home a label is what its originator wrote.
 *
 * Where the label itself does not go along, its privacy mark goes into the mapped one.
 *
 * Source: ADatP-4774.1 §4.2 rules 1 to 4.
 */
export function mappedLabel(message: Measure, change: PolicyChange, rules: Rules): MappedLabel {
  const { label, equivalents } = message;
  const { to, purpose, original } = change;
  const known = equivalents.find(({ policy }) => policy === to.oid);
  if (label.policy !== to.oid && known !== undefined && !rules.faults.has('map.twice')) return found(known);
  const privacyMark = original === 'replace' ? 'keep' : 'discard';
  const map = (side: MappingPurpose): MappedLabel =>
    mapLabel(rules.policies, label, to, { purpose: side, now: rules.now(), privacyMark });
  const mapped = map(purpose);
  return mapped.ok || !rules.faults.has('map.direction')
    ? mapped
    : map(purpose === 'receive' ? 'originate' : 'receive');
}

function found(label: Label): MappedLabel {
  return { ok: true, label, findings: [] };
}
