import type { Exempt } from '../../enforcement/index.ts';
import { replyWith } from '../../enforcement/index.ts';
import type { Stanza } from '../../xmpp/index.ts';
import type { Host } from '../host.ts';
import type { Session } from '../im/sessions.ts';
import { isReserved } from './enter.ts';
import { gone } from './leave.ts';
import type { Occupant } from './occupant.ts';
import { tellAll } from './occupant-presence.ts';
import type { Room } from './room.ts';

/** An occupant takes another nickname, with all its sessions. XEP-0045 §7.6. */
export function changeNick(
  {
    room,
    occupant,
    session,
  }: { readonly room: Room; readonly occupant: Occupant; readonly session: Session },
  presence: Stanza,
  host: Host,
): Exempt | undefined {
  const nick = presence.to?.resource ?? '';
  if (nick === '') return replyWith(presence, { condition: 'jid-malformed' }, host.rules);
  if (room.occupantAt(nick) !== undefined || isReserved(nick, occupant.user, room))
    return replyWith(presence, { condition: 'conflict' }, host.rules);
  tellAll(room, occupant, gone(occupant), { status: [303], newNick: nick }, host);
  occupant.sessions.set(session.jid.full, { jid: session.jid, presence });
  const renamed = room.rename(occupant, nick);
  if (renamed !== undefined) tellAll(room, renamed, presence, {}, host);
  return undefined;
}
