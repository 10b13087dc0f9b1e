import { childElements, element } from '#xml';
import {
  type Accepted,
  checkRoom,
  type Exempt,
  ownStanza,
  refuse,
  replyWith,
} from '../../../enforcement/index.ts';
import { type Jid, namespaces, parseJid, type Stanza } from '../../../xmpp/index.ts';
import { formNamespace, writeForm } from '../../forms/form.ts';
import { type FilledIn, readFlag, readForm } from '../../forms/read-form.ts';
import type { Host } from '../../host.ts';
import { hasRole } from '../affiliation.ts';
import { limitsAt } from '../limits.ts';
import type { Occupant } from '../occupant.ts';
import type { Room } from '../room.ts';
import { changeRole } from './change-role.ts';
import { mayChangeRole } from './privileges.ts';

const requestForm = 'http://jabber.org/protocol/muc#request';

/** What a message says about voice; `undefined`: nothing. */
export function voiceFormIn(stanza: Stanza): FilledIn | undefined {
  for (const child of childElements(stanza.element)) {
    if (child.namespace !== formNamespace) continue;
    const form = readForm(child, requestForm);
    if (form?.kind === 'submit' && form.values.has('muc#role')) return form.values;
  }
  return undefined;
}

/**
 * A visitor asks for voice, or a moderator gives it. The room takes it as it takes any message; what the moderators get is of the
 * room's own wording. Gives the error for the sender, if any.
 *
 * Source: XEP-0045 §7.13, §8.6.
 */
export function takeVoiceForm(
  message: Accepted,
  form: FilledIn,
  room: Room | undefined,
  host: Host,
): Exempt | undefined {
  const { stanza, arrival } = message;
  const { rules, audit } = host;
  const sender = room?.occupantOf(arrival.sender);
  if (room === undefined || sender === undefined)
    return replyWith(stanza, { condition: 'not-acceptable' }, rules);
  const ruling = checkRoom(message, limitsAt(room.jid, rules), rules);
  return ruling.allowed
    ? answerVoiceForm(stanza, form, { room, sender }, host)
    : refuse(stanza, ruling, rules, audit);
}

/** The same of what the room takes, or of what carries no label and needs none (`admitContentFree`), from an occupant. */
export function answerVoiceForm(
  stanza: Stanza,
  form: FilledIn,
  { room, sender }: { readonly room: Room; readonly sender: Occupant },
  host: Host,
): Exempt | undefined {
  if (form.get('muc#role')?.[0] !== 'participant')
    return replyWith(stanza, { condition: 'not-acceptable' }, host.rules);
  if (hasRole(sender.role, 'moderator')) return decide(stanza, form, room, sender, host);
  if (sender.role === 'visitor') askModerators(room, sender, stanza.from, host);
  return undefined;
}

/** A moderator's answer to such a form. */
function decide(
  stanza: Stanza,
  form: FilledIn,
  room: Room,
  moderator: Occupant,
  host: Host,
): Exempt | undefined {
  if (readFlag(form.get('muc#request_allow') ?? []) !== true) return undefined;
  const asker = parseJid(form.get('muc#jid')?.[0] ?? '');
  const occupant = asker && room.occupantOf(asker);
  if (occupant === undefined) return replyWith(stanza, { condition: 'item-not-found' }, host.rules);
  if (occupant.role !== 'visitor') return undefined;
  const standing = ({ user, role }: Occupant) => ({ affiliation: room.affiliationOf(user), role });
  if (!mayChangeRole(standing(moderator), standing(occupant), 'participant'))
    return replyWith(stanza, { condition: 'not-allowed' }, host.rules);
  changeRole(room, occupant, 'participant', { actor: moderator.nick }, host);
  return undefined;
}

function askModerators(room: Room, visitor: Occupant, session: Jid, host: Host): void {
  const form = writeForm({
    type: 'form',
    formType: requestForm,
    title: 'Voice request',
    fields: [
      { var: 'muc#role', type: 'list-single', label: 'Requested role', values: ['participant'] },
      { var: 'muc#jid', type: 'jid-single', label: 'User', values: [session.full] },
      { var: 'muc#roomnick', type: 'text-single', label: 'Nickname', values: [visitor.nick] },
      { var: 'muc#request_allow', type: 'boolean', label: 'Grant voice to this person?', values: ['0'] },
    ],
  });
  const message = element(namespaces.client, 'message', {}, [form]);
  for (const { role, sessions } of room.occupants) {
    if (!hasRole(role, 'moderator')) continue;
    for (const { jid: to } of sessions.values()) {
      const moderator = host.reach(to);
      const stanza = { kind: 'message', type: 'normal', from: room.jid, to, element: message } as const;
      if (moderator !== undefined) host.deliver(moderator, ownStanza(stanza));
    }
  }
}
