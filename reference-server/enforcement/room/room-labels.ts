import { type Clearances, type Label, sameLabel } from '#policy';
import { labelOfText } from '../label/label-text.ts';
import type { Rules } from '../rules.ts';
import { againstRoom } from './admission.ts';
import { clearanceOfText } from './clearance-text.ts';
import type { RoomLabels, RoomRules } from './room-rules.ts';

/** Those of the rules that say what a text of an owner means. */
export type RulesForOwners = Pick<Rules, 'policies' | 'now' | 'faults'>;

/**
 * What an administrator and the owners of a room have set, together: both hold. What the owners set and no policy knows any
 * longer closes the room: nobody enters, and it takes nothing. A label to be displayed that the room does not take is not
 * displayed.
 */
export function limitedByOwners(
  provisioned: RoomRules,
  owners: RoomLabels,
  rules: RulesForOwners,
): RoomRules {
  if (Object.keys(owners).length === 0 || rules.faults.has('muc.unset')) return provisioned;
  const clearance = clearanceOf(owners, rules);
  const access = known(owners.access, rules);
  const clearances = [...(rules.faults.has('muc.widen') ? [] : provisioned.clearances), ...set(clearance)];
  const displayed = known(owners.displayed, rules) ?? provisioned.displayed;
  const isShown = displayed !== undefined && isTaken(displayed, { ...provisioned, clearances }, rules);
  const isUnknown =
    owners.isLost === true || clearance === 'unknown' || (owners.access !== undefined && !access);
  return {
    exact: provisioned.exact,
    clearances,
    access: [...provisioned.access, ...(access === undefined ? [] : [access])],
    displayed: isShown ? displayed : undefined,
    isClosed: provisioned.isClosed || isUnknown,
  };
}

/** Would the room take a message with this label? */
export function isTaken(
  label: Label,
  room: Pick<RoomRules, 'clearances' | 'exact'>,
  rules: RulesForOwners,
): boolean {
  return againstRoom({ label, equivalents: [] }, room, rules) === undefined;
}

/** `undefined`: the owners do not limit it. What one of the texts grants, the whole does. */
function clearanceOf(
  { clearance, customClearance }: RoomLabels,
  rules: RulesForOwners,
): Clearances | 'unknown' | undefined {
  if (clearance === undefined && customClearance === undefined) return undefined;
  const granted: Clearances[] = [];
  for (const text of clearance ?? []) {
    const label = known(text, rules);
    if (label === undefined) return 'unknown';
    granted.push(coveringOnly(label));
  }
  const custom = customClearance === undefined ? [] : clearanceOfText(customClearance, rules);
  return custom === undefined ? 'unknown' : [...granted.flat(), ...custom];
}

/** A clearance for what this label marks: what two labels allow together, neither does alone. */
function coveringOnly({ policy, classification, categories }: Label): Clearances {
  return [{ policy, classifications: new Set([classification]), categories: new Set(categories) }];
}

function set(clearance: Clearances | 'unknown' | undefined): Clearances[] {
  return clearance === undefined || clearance === 'unknown' ? [] : [clearance];
}

function known(text: string | undefined, rules: RulesForOwners): Label | undefined {
  return text === undefined ? undefined : readableLabel(text, rules);
}

/** The label that a text says, base64 of ESS or XML of STANAG 4774; `undefined`: none that the policies know and allow. */
export function readableLabel(text: string, rules: Pick<Rules, 'policies' | 'now'>): Label | undefined {
  try {
    return labelOfText(text, rules);
  } catch {
    return undefined;
  }
}

/** Does the text say this very label? */
export function saysLabel(text: string, label: Label, rules: Pick<Rules, 'policies' | 'now'>): boolean {
  const read = readableLabel(text, rules);
  return read !== undefined && sameLabel(read, label);
}
