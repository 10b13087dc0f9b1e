import { childOf, type Element, element } from '#xml';
import type { StanzaError } from '../../../xmpp/index.ts';
import { formNamespace, writeForm } from '../../forms/form.ts';
import { readForm } from '../../forms/read-form.ts';
import type { Host } from '../../host.ts';
import { isAtLeast } from '../affiliation.ts';
import { addressIn, isReserved } from '../entering/nickname.ts';
import type { Room } from '../room.ts';
import type { RoomService } from '../room-service.ts';
import { changeAffiliation, hasPlaceFor } from './change-affiliation.ts';

const namespace = 'jabber:iq:register';
const registerForm = 'http://jabber.org/protocol/muc#register';
const nickField = 'muc#register_roomnick';

/**
 * An account keeps a nickname for itself in a room, and is a member from then on if it was nothing else; or gives both up. Where being a
 * member is worth more than that (a members-only room, a moderated one), others make one a member, not oneself.
 *
 * Source: XEP-0045 §7.10; XEP-0077 §3.2 (removal).
 */
export const register: RoomService = {
  namespace,
  name: 'query',
  answer({ stanza, payload, room, session }, host) {
    const user = session.jid.bare;
    const refusal = whyNot(user, room);
    if (refusal !== undefined) return refusal;
    if (stanza.type === 'get') return offer(user, room);
    if (childOf(payload, namespace, 'remove') === undefined) return submit(payload, user, room, host);
    remove(user, room, host);
    return undefined;
  },
};

function whyNot(user: string, room: Room): StanzaError | undefined {
  const affiliation = room.affiliationOf(user);
  if (affiliation === 'outcast') return { condition: 'forbidden' };
  const { isMembersOnly, isModerated } = room.config;
  const isOpen = !isMembersOnly && !isModerated && !room.isLocked;
  return isOpen || isAtLeast(affiliation, 'member') ? undefined : { condition: 'registration-required' };
}

function offer(user: string, room: Room): Element {
  const nick = room.reservedNicks.get(user);
  if (nick !== undefined) {
    const children = [element(namespace, 'registered'), element(namespace, 'username', {}, [nick])];
    return element(namespace, 'query', {}, children);
  }
  const form = writeForm({
    type: 'form',
    formType: registerForm,
    fields: [{ var: nickField, type: 'text-single', label: 'Nickname', values: [], isRequired: true }],
  });
  return element(namespace, 'query', {}, [form]);
}

function submit(query: Element, user: string, room: Room, host: Host): StanzaError | undefined {
  const x = childOf(query, formNamespace, 'x');
  const form = x && readForm(x, registerForm);
  if (form === undefined) return { condition: 'bad-request' };
  if (form.kind === 'cancel') return undefined;
  const [wish = ''] = form.values.get(nickField) ?? [];
  const nick = addressIn(room.jid, wish)?.resource;
  if (nick === undefined) return { condition: 'bad-request' };
  const holder = room.occupantAt(nick);
  if (isReserved(nick, user, room) || (holder !== undefined && holder.user !== user))
    return { condition: 'conflict' };
  if (!hasPlaceFor([user], room)) return { condition: 'resource-constraint' };
  const was = room.affiliationOf(user);
  changeAffiliation(room, { user, affiliation: was === 'none' ? 'member' : was, nick }, {}, host);
  host.rooms.save(room);
  return undefined;
}

/** Whoever is more than a member stays that. */
function remove(user: string, room: Room, host: Host): void {
  room.reservedNicks.delete(user);
  const was = room.affiliationOf(user);
  if (was === 'member') changeAffiliation(room, { user, affiliation: 'none' }, {}, host);
  host.rooms.save(room);
}
