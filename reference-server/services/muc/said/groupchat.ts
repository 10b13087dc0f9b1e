import { childOf } from '#xml';
import {
  type Accepted,
  checkExit,
  checkRoom,
  type Exempt,
  isSubjectChange,
  refuse,
  replyWith,
} from '../../../enforcement/index.ts';
import { namespaces } from '../../../xmpp/index.ts';
import type { Host } from '../../host.ts';
import { hasRole } from '../affiliation.ts';
import { faultyOrder, faultySpeaker, faultySpoken } from '../faulty-room.ts';
import { limitsOnSpeaking } from '../limits.ts';
import type { Room } from '../room.ts';
import { fanOut, spoken } from './fan-out.ts';
import { withNamed } from './named-messages.ts';
import { takeCheckedSubject } from './take-subject.ts';

/**
 * What somebody says to all of a room. Stage 1 decides whether the room takes it, stage 2 who gets it; the two are asked
 * one after the other and neither knows of the other. Gives the error for the sender, if any.
 *
 * Who is not in the room is told so and nothing else, whether there is such a room or not.
 *
 * Source: XEP-0045 §7.4; XEP-0258 §5.2.2.
 */
export function takeGroupchat(message: Accepted, room: Room | undefined, host: Host): Exempt | undefined {
  const { arrival, stanza } = message;
  const { rules, audit } = host;
  const sender = room?.occupantOf(arrival.sender) ?? faultySpeaker(arrival.sender.bare, room, rules);
  if (room === undefined || sender === undefined)
    return replyWith(stanza, { condition: 'not-acceptable' }, rules);
  if (!hasRole(sender.role, 'participant')) return replyWith(stanza, { condition: 'forbidden' }, rules);
  if (isSubjectChange(stanza, rules)) return takeCheckedSubject(message, { room, by: sender }, host);
  const ruling = checkRoom(message, limitsOnSpeaking(room, rules), rules);
  if (!ruling.allowed) return refuse(stanza, ruling, rules, audit);
  if (rules.faults.has('muc.members') && !isForAnother(message, room, host))
    return replyWith(stanza, { condition: 'forbidden' }, rules);
  const followed = withNamed(ruling.message, room, rules);
  if (!followed.allowed) return refuse(stanza, followed, rules, audit);
  const isSound = rules.faults.size === 0;
  const said = isSound
    ? spoken(followed.message, sender, room)
    : faultySpoken(followed.message, sender, room, rules);
  room.saidLabels.note(said, rules);
  if (childOf(stanza.element, namespaces.client, 'body') !== undefined)
    room.history.add({ message: said, rules, at: rules.now() }, room.config.historyLength);
  for (const each of isSound ? [said] : faultyOrder(said, room, rules)) fanOut(each, room, host);
  return undefined;
}

/** The fault `muc.members`: may another occupant have it? */
function isForAnother(message: Accepted, room: Room, { rules }: Host): boolean {
  return [...room.occupants].some(
    ({ user }) => user !== message.arrival.sender.bare && checkExit(message, user, rules).allowed,
  );
}
