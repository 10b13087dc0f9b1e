import { type Jid, parseJid } from '../../xmpp/index.ts';
import type { RoomStore } from './kept/room-store.ts';
import { storedText } from './kept/stored-room.ts';
import { Room } from './room.ts';

/** Where rooms outlive the server, and how many there may be. */
export interface RoomsWish {
  readonly store?: RoomStore;
  readonly maxRooms?: number;
  /** How many of these users of peers may have made together, from 0 to 1; left out: half of them. */
  readonly shareOfPeers?: number;
  /** Sessions that one account at a peer may have in one room; left out: 50. */
  readonly maxSessionsFromPeer?: number;
}

/** Rooms that one account may own, or has made and others own now: it alone cannot fill the server. */
const maxRoomsOfOwner = 200;

/** Rooms that users of one other domain may have made together: those users are as many as that domain says. */
const maxRoomsOfPeer = 1000;

/** Rooms that one session may be in: each keeps a presence of it. */
const maxRoomsOfSession = 1000;

/** The rooms of a server, of all its domains for rooms. */
export class Rooms {
  /** The domains for rooms, the first one first. */
  readonly domains: ReadonlySet<string>;
  /** An account of ours has as many sessions as the server lets it; one at a peer has as many as the peer says, and each gets a copy. */
  readonly maxSessionsFromPeer: number;
  /** By bare JID. */
  readonly #rooms = new Map<string, Room>();
  /** The rooms that a session is in, by its full JID. */
  readonly #bySession = new Map<string, Set<Room>>();
  readonly #store: RoomStore | undefined;
  readonly #maxRooms: number;
  readonly #maxRoomsOfPeers: number;

  constructor(
    domains: Iterable<string> = [],
    { store, maxRooms = 10_000, shareOfPeers = 0.5, maxSessionsFromPeer = 50 }: RoomsWish = {},
  ) {
    this.domains = new Set(domains);
    this.#store = store;
    this.#maxRooms = maxRooms;
    this.#maxRoomsOfPeers = maxRooms * shareOfPeers;
    this.maxSessionsFromPeer = maxSessionsFromPeer;
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

  /** May this session enter one more room? */
  isOpenTo(session: Jid): boolean {
    return (this.#bySession.get(session.full)?.size ?? 0) < maxRoomsOfSession;
  }

  /** May this user, a bare JID, make one more room? `peer`: the domain, where that is not one of ours, and which others are not. */
  hasPlaceFor(
    user: string,
    peer?: { readonly domain: string; readonly isPeer: (domain: string) => boolean },
  ): boolean {
    const rooms = this.all();
    const own = rooms.filter((room) => room.maker === user || room.affiliationOf(user) === 'owner');
    if (this.#rooms.size >= this.#maxRooms || own.length >= maxRoomsOfOwner) return false;
    if (peer === undefined) return true;
    const makers = rooms.flatMap(({ maker }) => (maker === undefined ? [] : domainOf(maker)));
    // A peer has as many subdomains as it likes: there is always place for our own users
    const ofPeers = makers.filter((domain) => peer.isPeer(domain)).length;
    return (
      ofPeers < this.#maxRoomsOfPeers &&
      makers.filter((domain) => domain === peer.domain).length < maxRoomsOfPeer
    );
  }

  /** A new room at the bare address of `jid`. */
  create(jid: Jid): Room {
    const room = new Room(parseJid(jid.bare) ?? jid);
    this.#rooms.set(jid.bare, room);
    return room;
  }

  remove(room: Room): void {
    const { bare } = room.jid;
    if (this.#rooms.get(bare) !== room) return;
    this.#rooms.delete(bare);
    if (room.isStored) this.#store?.dropRoom(bare);
  }

  /** Keeps what is to outlive the server of a room that is otherwise than before: for whoever changes anything of it. */
  save(room: Room): void {
    const { bare } = room.jid;
    // What is kept of a room that could not be read is all that there is of it
    if (this.#rooms.get(bare) !== room || room.labels.isLost === true) return;
    if (room.config.isPersistent) this.#store?.putRoom(bare, storedText(room));
    else if (room.isStored) this.#store?.dropRoom(bare);
    room.isStored = room.config.isPersistent;
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

function domainOf(bareJid: string): string {
  return bareJid.slice(bareJid.indexOf('@') + 1);
}
