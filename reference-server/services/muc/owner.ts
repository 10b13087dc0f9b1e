import { childOf } from '#xml';
import { mucOwnerNamespace } from './namespaces.ts';
import type { RoomService } from './room-service.ts';

/** What a room's owner wants of it: an instant room is open to others from now on. XEP-0045 §10.1.2. */
export const configure: RoomService = {
  namespace: mucOwnerNamespace,
  name: 'query',
  answer({ payload, room, session, stanza }) {
    if (room.affiliationOf(session.jid.bare) !== 'owner') return { condition: 'forbidden' };
    const form = childOf(payload, 'jabber:x:data', 'x');
    if (stanza.type !== 'set' || form === undefined) return { condition: 'feature-not-implemented' };
    room.isLocked = false;
    return undefined;
  },
};
