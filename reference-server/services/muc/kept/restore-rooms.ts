import { parseJid } from '../../../xmpp/index.ts';
import { defaultConfig } from '../room-config.ts';
import type { Rooms } from '../rooms.ts';
import type { RoomStore } from './room-store.ts';
import { restoreRoom } from './stored-room.ts';

/** Who hears of rooms that do not come back as they were. */
export interface RestoreListener {
  /** A mistake: what is kept of a room cannot be read. */
  readonly report: (mistake: unknown) => void;
  /** Nobody's mistake: a domain is served no longer. */
  readonly notice: (line: string) => void;
}

/**
 * The rooms that outlived the server are there again. One that cannot be read is closed: nobody is in it, knows of it or makes
 * another in its place, and what is kept of it stays for an administrator to look at. One of a domain that is not served any
 * longer stays kept.
 */
export function restoreRooms(rooms: Rooms, store: RoomStore, { report, notice }: RestoreListener): void {
  for (const { address, text } of store.rooms()) {
    const jid = parseJid(address);
    if (jid === undefined || jid.local === '' || !rooms.serves(jid.domain)) {
      notice(`the store has a room at \`${address}\`, which is at no domain for rooms`);
      continue;
    }
    const room = rooms.create(jid);
    try {
      restoreRoom(room, text);
    } catch (cause) {
      room.config = { ...defaultConfig, isPersistent: true, isPublic: false };
      room.labels = { isLost: true };
      report(new Error(`what is kept of the room \`${address}\` cannot be read; it is closed`, { cause }));
    }
  }
}
