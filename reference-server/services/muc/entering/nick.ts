import type { Exempt } from '../../../enforcement/index.ts';
import { replyWith } from '../../../enforcement/index.ts';
import type { Stanza } from '../../../xmpp/index.ts';
import type { Host } from '../../host.ts';
import type { Session } from '../../im/sessions.ts';
import type { Occupant } from '../occupant.ts';
import type { Room } from '../room.ts';
import { gone } from './leave.ts';
import { addressIn, isReserved } from './nickname.ts';
import { tellAll } from './occupant-presence.ts';

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
  const nick = addressIn(room.jid, presence.to?.resource ?? '')?.resource;
  const by = room.jid.bare;
  if (nick === undefined) return replyWith(presence, { condition: 'jid-malformed', by }, host.rules);
  if (room.occupantAt(nick) !== undefined || isReserved(nick, occupant.user, room))
    return replyWith(presence, { condition: 'conflict', by }, host.rules);
  tellAll(room, occupant, gone(occupant), { status: [303], newNick: nick }, host);
  const renamed = room.rename(occupant, nick);
  if (renamed === undefined) return undefined;
  room.add(renamed, { jid: session.jid, presence });
  tellAll(room, renamed, presence, {}, host);
  return undefined;
}
