import { childElements } from '#xml';
import { type Admitted, isLabel, type Rules } from '../../enforcement/index.ts';
import { type Stanza, withChildren } from '../../xmpp/index.ts';
import { isAtLeast } from './affiliation.ts';
import { limitsAt } from './limits.ts';
import type { Occupant } from './occupant.ts';
import type { Room } from './room.ts';
import { rewritten, spoken } from './said/fan-out.ts';

/** What a broken room makes of what it took: the faults `muc.default`, `muc.forged`, `muc.filter` and `muc.id`. */
export function faultySpoken(taken: Admitted, by: Occupant, room: Room, rules: Rules): Admitted {
  const { faults } = rules;
  const message = faults.has('muc.default') ? labelledAsDisplayed(taken, room, rules) : taken;
  if (faults.has('muc.forged'))
    return rewritten(message, (stanza) => ({ ...stanza, from: by.jid, to: room.jid }));
  const said = spoken(message, by, room);
  if (faults.has('muc.filter')) return rewritten(said, withoutLabel);
  return faults.has('muc.id')
    ? rewritten(said, (stanza) => ({ ...stanza, id: `${stanza.id ?? ''}-0` }))
    : said;
}

function labelledAsDisplayed(message: Admitted, { jid }: Room, rules: Rules): Admitted {
  const { displayed } = limitsAt(jid, rules);
  return displayed === undefined || message.isDefault !== true ? message : { ...message, label: displayed };
}

function withoutLabel(stanza: Stanza): Stanza {
  return withChildren(
    stanza,
    childElements(stanza.element).filter((child) => !isLabel(child)),
  );
}

/** Rooms that have just handed a message on, and those that hold one back until the next has overtaken it. */
const turns = new WeakMap<Room, Admitted | 'handed on'>();

/** What a broken room hands on now that this is said, in its order: the fault `muc.order` swaps every other message with the next. */
export function faultyOrder(said: Admitted, room: Room, { faults }: Rules): readonly Admitted[] {
  if (!faults.has('muc.order')) return [said];
  const before = turns.get(room);
  turns.set(room, before === 'handed on' ? said : 'handed on');
  if (before === 'handed on') return [];
  return before === undefined ? [said] : [said, before];
}

/** The fault `muc.outsider`: who is not in the room speaks as if in it. */
export function faultySpeaker(user: string, room: Room | undefined, { faults }: Rules): Occupant | undefined {
  return faults.has('muc.outsider') ? room?.makeOccupant('outsider', user) : undefined;
}

/** The fault `access.privilege`: is it somebody to whom the room's label does not apply? */
export function isAboveLabels(user: string, room: Room | undefined, { faults }: Rules): boolean {
  return faults.has('access.privilege') && isAtLeast(room?.affiliationOf(user) ?? 'none', 'admin');
}
