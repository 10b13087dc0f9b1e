import type { RoomLabels } from '../../enforcement/index.ts';
import type { Jid } from '../../xmpp/index.ts';
import { type Affiliation, roleOnEntering } from './affiliation.ts';
import { addressIn } from './entering/nickname.ts';
import type { Occupant, OccupantSession } from './occupant.ts';
import { defaultConfig, type RoomConfig } from './room-config.ts';
import { History } from './said/history.ts';
import { Invited } from './said/invited.ts';
import { OccupantRequests } from './said/occupant-requests.ts';
import { SaidLabels } from './said/said-labels.ts';
import type { Subject } from './said/subject.ts';

/** A room while it lasts: who is in it, who is what to it, what was said lately. What is done with it stands in the files beside. */
export class Room {
  /** Its address. */
  readonly jid: Jid;
  config: RoomConfig = defaultConfig;
  /** Nobody else may enter until its owner has configured it. XEP-0045 §10.1. */
  isLocked = true;
  /** The account that made it, a bare JID, whoever owns it now. */
  maker: string | undefined;
  /** It is kept where it outlives the server (`Rooms.save`). */
  isStored = false;
  /** What its owners set about labels, besides what an administrator provisioned. */
  labels: RoomLabels = {};
  subject: Subject | undefined;
  readonly history = new History();
  /** What labels that had, for what names it later. */
  readonly saidLabels = new SaidLabels();
  /** Who was asked into it and may decline. */
  readonly invited = new Invited();
  /** What its occupants have asked each other and not been answered. */
  readonly requests = new OccupantRequests();
  /** By bare JID; who is not in it is `none`. */
  readonly affiliations = new Map<string, Affiliation>();
  /** Nicknames that are kept for one account: by bare JID. XEP-0045 §7.10. */
  readonly reservedNicks = new Map<string, string>();
  /** Why those who are banned are, where somebody has said so: by bare JID. XEP-0045 §9.2. */
  readonly banReasons = new Map<string, string>();
  readonly #byNick = new Map<string, Occupant>();
  /** By the full JIDs of their sessions. */
  readonly #bySession = new Map<string, Occupant>();

  constructor(jid: Jid) {
    this.jid = jid;
  }

  get occupants(): Iterable<Occupant> {
    return this.#byNick.values();
  }

  get size(): number {
    return this.#byNick.size;
  }

  affiliationOf(user: string): Affiliation {
    return this.affiliations.get(user) ?? 'none';
  }

  occupantAt(nick: string): Occupant | undefined {
    return this.#byNick.get(nick);
  }

  /** Who a session is in this room; `undefined`: it is not in it. */
  occupantOf(session: Jid): Occupant | undefined {
    return this.#bySession.get(session.full);
  }

  /** Whose account this is, under whichever nickname. */
  occupantsOf(user: string): Occupant[] {
    return [...this.#byNick.values()].filter((occupant) => occupant.user === user);
  }

  /** A new occupant, still without a session; `undefined` where the nickname cannot be one. */
  makeOccupant(nick: string, user: string): Occupant | undefined {
    const jid = addressIn(this.jid, nick);
    if (jid === undefined) return undefined;
    const role = roleOnEntering(this.affiliationOf(user), this.config.isModerated);
    return { nick: jid.resource, jid, user, role, sessions: new Map() };
  }

  /** From now on this session is that occupant, and the one that spoke last. */
  add(occupant: Occupant, session: OccupantSession): void {
    this.#byNick.set(occupant.nick, occupant);
    occupant.sessions.delete(session.jid.full);
    occupant.sessions.set(session.jid.full, session);
    this.#bySession.set(session.jid.full, occupant);
  }

  /** The same occupant under another nickname; `undefined` where it cannot be one. */
  rename(occupant: Occupant, nick: string): Occupant | undefined {
    const jid = addressIn(this.jid, nick);
    if (jid === undefined) return undefined;
    const renamed = { ...occupant, nick: jid.resource, jid };
    this.#byNick.delete(occupant.nick);
    for (const session of [...occupant.sessions.values()]) this.add(renamed, session);
    return renamed;
  }

  /** The session is not in the room any longer; its occupant is gone with the last of them. */
  remove(session: Jid): void {
    const occupant = this.#bySession.get(session.full);
    if (occupant === undefined) return;
    this.#bySession.delete(session.full);
    this.requests.forget(session);
    occupant.sessions.delete(session.full);
    if (occupant.sessions.size === 0) this.#byNick.delete(occupant.nick);
  }
}
