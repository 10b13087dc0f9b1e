import { type Jid, parseJid } from '../../xmpp/index.ts';
import { Room } from './room.ts';

/** The rooms of a server, of all its domains for rooms. */
export class Rooms {
  /** The domains for rooms, the first one first. */
  readonly domains: ReadonlySet<string>;
  /** By bare JID. */
  readonly #rooms = new Map<string, Room>();
  /** The rooms that a session is in, by its full JID. */
  readonly #bySession = new Map<string, Set<Room>>();

  constructor(domains: Iterable<string> = []) {
    this.domains = new Set(domains);
  }

  /** Is it a domain for rooms? */
  serves(domain: string): boolean {
    return this.domains.has(domain);
  }

  /** The room at this address or of this occupant, if there is one. */
  at({ bare }: Jid): Room | undefined {
    return this.#rooms.get(bare);
  }

  /** The rooms of one domain. */
  of(domain: string): Room[] {
    return this.all().filter(({ jid }) => jid.domain === domain);
  }

  all(): Room[] {
    return [...this.#rooms.values()];
  }

  /** The rooms that a session is in. */
  withSession(session: Jid): Room[] {
    return [...(this.#bySession.get(session.full) ?? [])];
  }

  /** A new room at the bare address of `jid`. */
  create(jid: Jid): Room {
    const room = new Room(parseJid(jid.bare) ?? jid);
    this.#rooms.set(jid.bare, room);
    return room;
  }

  remove(room: Room): void {
    if (this.#rooms.get(room.jid.bare) === room) this.#rooms.delete(room.jid.bare);
  }

  /** For enter.ts and leave.ts: which sessions are in which rooms. */
  noteEntered(session: Jid, room: Room): void {
    const rooms = this.#bySession.get(session.full);
    if (rooms === undefined) this.#bySession.set(session.full, new Set([room]));
    else rooms.add(room);
  }

  noteLeft(session: Jid, room: Room): void {
    const rooms = this.#bySession.get(session.full);
    rooms?.delete(room);
    if (rooms?.size === 0) this.#bySession.delete(session.full);
  }

  /** Forgets everything: a scenario begins. */
  clear(): void {
    this.#rooms.clear();
    this.#bySession.clear();
  }
}
