import { childElements, childOf } from '#xml';
import type { Jid, Stanza } from '../../../xmpp/index.ts';
import { mucUserNamespace } from '../namespaces.ts';
import type { Rooms } from '../rooms.ts';

/**
 * May a session have this presence from a room, which has waited for it? Who is there is for those who are in the room; that
 * it is out of it a session hears wherever it is.
 *
 * Source: XEP-0045 §7.14 (status 110).
 */
export function mayStillSee(session: Jid, presence: Stanza, rooms: Rooms): boolean {
  return rooms.at(presence.from)?.occupantOf(session) !== undefined || isOwnLeave(presence);
}

function isOwnLeave({ type, element }: Stanza): boolean {
  const x = type === 'unavailable' ? childOf(element, mucUserNamespace, 'x') : undefined;
  return (
    x !== undefined &&
    childElements(x).some(({ name, attributes }) => name === 'status' && attributes['code'] === '110')
  );
}
