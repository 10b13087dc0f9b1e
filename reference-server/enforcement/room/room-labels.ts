import type { Clearances, Label } from '#policy';
import { labelOfText } from '../label/label-text.ts';
import type { Rules } from '../rules.ts';
import type { RoomRules } from './room-rules.ts';

/** What a room's owners set about labels, as it is kept (`labelText`); what it means is looked up under the policies in force. */
export interface RoomLabels {
  /** A message's label has to be covered by one of these. Left out: the owners do not limit that. */
  readonly clearance?: readonly string[];
  /** Everybody in the room is cleared for this. */
  readonly access?: string;
  /** What clients show as the room's usual label. */
  readonly displayed?: string;
}

/**
 * What an administrator and the owners of a room have set, together: both hold. What the owners set and no policy knows any
 * longer closes the room: nobody enters, and it takes nothing.
 */
export function limitedByOwners(
  provisioned: RoomRules,
  owners: RoomLabels,
  rules: Pick<Rules, 'policies' | 'now'>,
): RoomRules {
  if (owners.clearance === undefined && owners.access === undefined && owners.displayed === undefined)
    return provisioned;
  const known = (text: string): Label | undefined => orUndefined(() => labelOfText(text, rules));
  const clearance = owners.clearance?.map(known);
  const access = owners.access === undefined ? undefined : known(owners.access);
  const isClosed =
    (clearance?.includes(undefined) ?? false) || (owners.access !== undefined && access === undefined);
  const displayed = owners.displayed === undefined ? undefined : known(owners.displayed);
  return {
    ...provisioned,
    clearances: [...provisioned.clearances, ...(clearance === undefined ? [] : [coveringOnly(clearance)])],
    access: [...provisioned.access, ...(access === undefined ? [] : [access])],
    displayed: displayed ?? provisioned.displayed,
    isClosed: isClosed || provisioned.isClosed,
  };
}

/** A clearance for what these labels mark, one by one: what two of them allow together, neither does alone. */
function coveringOnly(labels: readonly (Label | undefined)[]): Clearances {
  return labels.flatMap((label) =>
    label === undefined
      ? []
      : [
          {
            policy: label.policy,
            classifications: new Set([label.classification]),
            categories: new Set(label.categories),
          },
        ],
  );
}

/** What cannot be read is not known. */
function orUndefined(read: () => Label | undefined): Label | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
