import type { Accepted, Exempt } from '../../enforcement/index.ts';
import { checkRoomDomain, refuseVisitor, replyWith } from '../../enforcement/index.ts';
import type { Host } from '../host.ts';
import { takeVoiceForm, voiceFormIn } from './people/voice-request.ts';
import { takeGroupchat } from './said/groupchat.ts';
import { invitationsIn } from './said/invitation.ts';
import { takePrivateMessage } from './said/private-message.ts';
import { takeInvitations } from './said/take-invitation.ts';

/**
 * A message to a room, to one of its occupants or to the domain of rooms itself, which every check before routing let through.
 * Gives the error for its sender, if any.
 */
export function takeRoomMessage(message: Accepted, host: Host): Exempt | undefined {
  const { arrival, stanza } = message;
  const { to } = stanza;
  const { rules, audit } = host;
  if (to === undefined || to.local === '')
    return replyWith(stanza, { condition: 'service-unavailable' }, rules);
  const visitor = { jid: arrival.sender, origin: arrival.origin, peer: arrival.peer };
  const denied = checkRoomDomain(visitor, to.domain, rules);
  if (denied !== undefined) return refuseVisitor(stanza, denied, rules, audit);
  const room = host.rooms.at(to);
  if (to.resource === '' && stanza.type === 'groupchat') return takeGroupchat(message, room, host);
  const voice = to.resource === '' && stanza.type === 'normal' ? voiceFormIn(stanza) : undefined;
  if (voice !== undefined) return takeVoiceForm(message, voice, room, host);
  // XEP-0045 §7.5: a message to all does not go to one
  const isSingle = rules.faults.has('muc.single') && to.resource !== '';
  if (stanza.type === 'groupchat' && !isSingle) return replyWith(stanza, { condition: 'bad-request' }, rules);
  if (to.resource !== '') return takePrivateMessage(message, room, host);
  const invitations = invitationsIn(stanza);
  if (invitations !== undefined) return takeInvitations(message, invitations, room, host);
  return replyWith(stanza, { condition: 'service-unavailable' }, rules);
}
