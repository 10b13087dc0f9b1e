import {
  checkRoomDomain,
  type Exempt,
  idsNamedIn,
  type Measure,
  mayHearOf,
  ownStanza,
  refuseVisitor,
  replyWith,
} from '../../../enforcement/index.ts';
import type { Stanza } from '../../../xmpp/index.ts';
import type { Host } from '../../host.ts';
import type { Session } from '../../im/sessions.ts';
import { hasRole } from '../affiliation.ts';
import type { Occupant } from '../occupant.ts';
import { answerVoiceForm, voiceFormIn } from '../people/voice-request.ts';
import type { Room } from '../room.ts';
import { invitationsIn } from './invitation.ts';
import { mayWhisper, withMark } from './private-message.ts';
import { takeFreeInvitations } from './take-invitation.ts';

/**
 * A message without content and without a label, to a room or somebody in it (`admitContentFree`). It goes to those who are there,
 * and is not kept; one that names an earlier message goes to those who may have that. Gives the error for its sender, if any.
 */
export function takeContentFree(session: Session, message: Exempt, host: Host): Exempt | undefined {
  const { stanza } = message;
  const { to } = stanza;
  const { rules, audit } = host;
  if (to === undefined || to.local === '')
    return replyWith(stanza, { condition: 'service-unavailable' }, rules);
  const denied = checkRoomDomain(session, to.domain, rules);
  if (denied !== undefined) return refuseVisitor(stanza, denied, rules, audit);
  const room = host.rooms.at(to);
  const invitations = to.resource === '' ? invitationsIn(stanza) : undefined;
  if (invitations !== undefined) return takeFreeInvitations(message, invitations, room, host);
  const sender = room?.occupantOf(session.jid);
  if (room === undefined || sender === undefined)
    return replyWith(stanza, { condition: 'not-acceptable' }, rules);
  const voice = to.resource === '' ? voiceFormIn(stanza) : undefined;
  if (voice !== undefined) return answerVoiceForm(stanza, voice, { room, sender }, host);
  return to.resource === ''
    ? toAll(stanza, sender, room, host)
    : toOne(stanza, { sender, nick: to.resource }, room, host);
}

function toAll(stanza: Stanza, sender: Occupant, room: Room, host: Host): Exempt | undefined {
  if (stanza.type !== 'groupchat') return replyWith(stanza, { condition: 'service-unavailable' }, host.rules);
  if (!hasRole(sender.role, 'participant')) return replyWith(stanza, { condition: 'forbidden' }, host.rules);
  const named = namedBy(stanza, room, host);
  for (const occupant of room.occupants) tell({ ...stanza, from: sender.jid }, occupant, named, host);
  return undefined;
}

function toOne(
  stanza: Stanza,
  { sender, nick }: { readonly sender: Occupant; readonly nick: string },
  room: Room,
  host: Host,
): Exempt | undefined {
  if (!mayWhisper(sender, room)) return replyWith(stanza, { condition: 'forbidden' }, host.rules);
  const occupant = room.occupantAt(nick);
  if (occupant === undefined) return replyWith(stanza, { condition: 'item-not-found' }, host.rules);
  tell(withMark({ ...stanza, from: sender.jid }), occupant, namedBy(stanza, room, host), host);
  return undefined;
}

/** `undefined`: nobody can say any longer what it names is measured by. */
function namedBy({ element }: Stanza, room: Room, { rules }: Host): readonly Measure[] | undefined {
  return room.saidLabels.of(idsNamedIn(element), rules);
}

function tell(
  stanza: Stanza,
  { sessions }: Occupant,
  named: readonly Measure[] | undefined,
  host: Host,
): void {
  for (const { jid: to } of sessions.values()) {
    const session = host.reach(to);
    if (session === undefined || named === undefined) continue;
    if (mayHearOf(named, session, stanza.from, host.rules))
      host.deliver(session, ownStanza({ ...stanza, to }));
  }
}
