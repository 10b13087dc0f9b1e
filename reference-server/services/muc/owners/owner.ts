import { childElements, type Element, element } from '#xml';
import type { StanzaError } from '../../../xmpp/index.ts';
import { writeForm } from '../../forms/form.ts';
import { readForm } from '../../forms/read-form.ts';
import type { Host } from '../../host.ts';
import { mucOwnerNamespace } from '../namespaces.ts';
import type { RoomService } from '../room-service.ts';
import { affiliationFields } from './affiliation-fields.ts';
import { applySettings } from './apply-settings.ts';
import { configFields } from './config-fields.ts';
import { destroyRoom, readVenue } from './destroy.ts';
import { type LabelAsker, labelFields } from './label-fields.ts';
import { readSettings } from './settings.ts';

const roomConfigForm = 'http://jabber.org/protocol/muc#roomconfig';

/**
 * What a room's owners want of it: its form, the form that comes back, its end. Nobody else is answered anything. A form takes effect
 * as a whole or not at all, and opens a new room; a new room whose form is cancelled ends.
 *
 * Source: XEP-0045 §10.
 */
export const configure: RoomService = {
  namespace: mucOwnerNamespace,
  name: 'query',
  answer({ payload, room, session, stanza }, host) {
    const isOwner = room.affiliationOf(session.jid.bare) === 'owner';
    if (!isOwner && !host.rules.faults.has('muc.owner')) return { condition: 'forbidden' };
    const asker = { owner: session, room };
    if (stanza.type === 'get') return formFor(asker, host);
    const [wish, another] = childElements(payload);
    if (wish === undefined || another !== undefined) return { condition: 'bad-request' };
    return wish.namespace === mucOwnerNamespace && wish.name === 'destroy'
      ? destroy(wish, asker, host)
      : submit(wish, asker, host);
  },
};

function formFor(asker: LabelAsker, host: Host): Element {
  const { room } = asker;
  const form = writeForm({
    type: 'form',
    formType: roomConfigForm,
    title: `Configuration of ${room.jid.bare}`,
    instructions: 'What is left empty is not limited. What an administrator has set holds besides.',
    fields: [
      ...configFields.flatMap((field) => field.shown(room.config)),
      ...affiliationFields(room),
      ...(host.rules.faults.has('muc.fields') ? [] : labelFields(asker, host)),
    ],
  });
  return element(mucOwnerNamespace, 'query', {}, [form]);
}

function submit(x: Element, asker: LabelAsker, host: Host): StanzaError | undefined {
  const { room, owner } = asker;
  const form = readForm(x, roomConfigForm);
  if (form === undefined) return { condition: 'bad-request' };
  if (form.kind === 'cancel') {
    if (room.isLocked) destroyRoom(room, {}, host);
    return undefined;
  }
  const { settings, problem } = readSettings(form.values, asker, host);
  const actor = room.occupantOf(owner.jid)?.nick;
  if (problem === undefined || host.rules.faults.has('muc.partial'))
    applySettings(room, settings, actor === undefined ? {} : { actor }, host);
  return problem;
}

function destroy(wish: Element, { room }: LabelAsker, host: Host): StanzaError | undefined {
  const venue = readVenue(wish);
  if ('condition' in venue) return venue;
  destroyRoom(room, venue, host);
  return undefined;
}
