import type { Clearances, Label, Policies } from '#policy';
import { isTaken, noFaults, type RoomRules, unlimitedRoom } from '../../enforcement/index.ts';
import { type ProvisionPlace, roomOf } from './known-verbs.ts';
import { clearancesOf, labelOf } from './values.ts';
import { ProvisionError, type ProvisionVerbs, type Verb } from './verbs.ts';

/**
 * What `Rm(room).clr`, `.lbl`, `.dfl` and `.exact` say of each room, by its address.
 *
 * @throws ProvisionError
 */
export function roomsOf(
  read: readonly Verb[],
  verbs: ProvisionVerbs,
  place: ProvisionPlace,
  policies: Policies,
): ReadonlyMap<string, RoomRules> {
  const rooms = new Map<string, RoomRules>();
  for (const verb of read) {
    if (!verb.head.startsWith('Rm.')) continue;
    const room = roomOf(verb, place);
    const value = verbs[verb.written];
    if (value === 'none') continue;
    const before = rooms.get(room) ?? unlimitedRoom;
    rooms.set(room, { ...before, ...saidBy(verb, value, policies) });
  }
  for (const verb of read) checkDisplayed(verb, rooms, place, policies);
  return rooms;
}

/** What a room shows as usual is something that it takes. */
function checkDisplayed(
  verb: Verb,
  rooms: ReadonlyMap<string, RoomRules>,
  place: ProvisionPlace,
  policies: Policies,
): void {
  if (verb.head !== 'Rm.dfl') return;
  const room = rooms.get(roomOf(verb, place));
  const rules = { policies, now: () => new Date(), faults: noFaults };
  if (room?.displayed !== undefined && !isTaken(room.displayed, room, rules))
    throw new ProvisionError(
      'is no label that the room takes; show one that its clearance covers',
      verb.written,
    );
}

function saidBy({ head, written }: Verb, value: unknown, policies: Policies): Partial<RoomRules> {
  const label = (): Label => labelOf(value, policies, written);
  const clearances = (): Clearances => clearancesOf(value, policies, written);
  switch (head) {
    case 'Rm.clr':
      return { clearances: [clearances()] };
    case 'Rm.lbl':
      return { access: [label()] };
    case 'Rm.dfl':
      return { displayed: label() };
    case 'Rm.exact':
      return { exact: [label()] };
    default:
      throw new ProvisionError('is no verb of a room', written);
  }
}
