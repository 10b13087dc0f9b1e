import { type Element, element } from '#xml';
import {
  type Admitted,
  checkRoom,
  Decided,
  type Exempt,
  hold,
  ownStanza,
  recall,
} from '../../../enforcement/index.ts';
import { type Jid, namespaces } from '../../../xmpp/index.ts';
import type { Host } from '../../host.ts';
import { limitsAt } from '../limits.ts';
import type { Occupant } from '../occupant.ts';
import type { Room } from '../room.ts';
import { fanOut, released } from './fan-out.ts';
import type { Subject } from './subject.ts';

/** A new subject that nobody is measured by: all that are in the room see it. `labels`: those that the fault `muc.subject-label` leaves. */
export function setSubject(
  room: Room,
  subject: Subject,
  host: Host,
  more: { readonly id?: string | undefined; readonly labels?: readonly Element[] } = {},
): void {
  room.subject = subject;
  host.rooms.save(room);
  for (const { sessions } of room.occupants) {
    for (const { jid } of sessions.values()) {
      const session = host.reach(jid);
      if (session !== undefined) host.deliver(session, written(subject, jid, more));
    }
  }
}

/** A new subject that has passed as a message: it goes where such a message goes, and no further. */
export function setCheckedSubject(room: Room, message: Admitted, by: Occupant, host: Host): void {
  const at = host.rules.now();
  room.subject = { text: '', by: by.jid, at, held: hold(message, host.rules, at) };
  host.rooms.save(room);
  fanOut(message, room, host, 'muc.subject-open');
}

/**
 * The room's subject for one session: it ends the history of whoever has just entered. One that was checked is judged again;
 * where it is withheld, or was set before subjects were checked, the session sees a room without a subject.
 *
 * Source: XEP-0045 §7.2.15.
 */
export function showSubject(
  room: Room,
  to: { readonly occupant: Occupant; readonly jid: Jid },
  host: Host,
): void {
  const { subject, jid: from } = room;
  const session = host.reach(to.jid);
  if (session === undefined) return;
  const copy = subject?.held === undefined ? undefined : releasedAgain(subject.held, room, to, host);
  if (copy !== undefined) {
    host.release(session, copy.message);
    return;
  }
  const isOpen = subject !== undefined && subject.held === undefined && host.rules.subject === 'open';
  const shown = isOpen ? written(subject, to.jid, { delayedBy: from }) : noSubject(from, to.jid);
  host.deliver(session, shown);
}

/** In doubt, deny: what cannot be read or judged is withheld. */
function releasedAgain(
  held: string,
  room: Room,
  to: { readonly occupant: Occupant; readonly jid: Jid },
  host: Host,
): ReturnType<typeof released> {
  try {
    const { ruling } = recall(held, host.rules);
    const taken = ruling.allowed
      ? checkRoom(ruling.message, limitsAt(room.jid, host.rules), host.rules)
      : ruling;
    const how = { fault: 'muc.subject-open', decided: new Decided() } as const;
    return taken.allowed ? released(taken.message, to, host, how) : undefined;
  } catch (mistake) {
    host.report(mistake);
    return undefined;
  }
}

function noSubject(room: Jid, to: Jid): Exempt {
  return written({ text: '', by: room, at: new Date(0) }, to, {});
}

function written(
  { text, lang, by, at }: Subject,
  to: Jid,
  {
    id,
    delayedBy,
    labels = [],
  }: { readonly id?: string | undefined; readonly delayedBy?: Jid; readonly labels?: readonly Element[] },
): Exempt {
  const delay =
    delayedBy === undefined
      ? []
      : [element('urn:xmpp:delay', 'delay', { from: delayedBy.bare, stamp: at.toISOString() })];
  return ownStanza({
    kind: 'message',
    type: 'groupchat',
    from: by,
    to,
    ...(id === undefined ? {} : { id }),
    ...(lang === undefined ? {} : { lang }),
    element: element(namespaces.client, 'message', {}, [
      element(namespaces.client, 'subject', {}, text === '' ? [] : [text]),
      ...labels,
      ...delay,
    ]),
  });
}
