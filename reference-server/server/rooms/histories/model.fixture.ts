import { type Act, type Beginning, type Level, peerOf, peers, userOf } from './act.fixture.ts';

/** What must be seen after one act. */
export interface Expected {
  /** By client: the bodies that come, in this order and once each. */
  readonly bodies: readonly (readonly string[])[];
  /** The one who acts gets an error; `undefined`: that is not looked at. */
  readonly isRefused: boolean | undefined;
}

interface Said {
  readonly body: string;
  readonly level: Level;
  /** Who said it is one of our own users. */
  readonly isOwn: boolean;
}

interface Peer {
  in: ReadonlySet<Level> | undefined;
  out: ReadonlySet<Level> | undefined;
  isHeld: boolean;
}

interface Limits {
  levels: ReadonlySet<Level> | undefined;
  only: Level | undefined;
  label: Level | undefined;
}

/** A room that there is. */
interface Open {
  readonly clients: Set<number>;
  readonly said: Said[];
  /** The user who made it. */
  readonly owner: number | undefined;
  ownLevels: ReadonlySet<Level> | undefined;
  ownLabel: Level | undefined;
}

/** Messages that a room keeps, in these histories. */
export const kept = 5;

/** Who must get what, from sets that nobody but this model writes: it asks nothing of the server. */
export class Model {
  readonly #users: ReadonlySet<Level>[];
  readonly #places: ReadonlySet<Level>[];
  readonly #at: number[];
  readonly #lost = new Set<number>();
  readonly #peers: Peer[] = [0, 1].map(() => ({ in: undefined, out: undefined, isHeld: false }));
  /** What is known of users at peers. */
  readonly #known = new Map<number, ReadonlySet<Level>>();
  /** The room whose message each client at a peer got last, and has not answered. */
  readonly #last = new Map<number, number>();
  /** What each client has not been brought yet. */
  readonly #waiting = new Map<number, { readonly room: number; readonly said: Said }[]>();
  readonly #limits: Limits[] = [0, 1].map(() => ({ levels: undefined, only: undefined, label: undefined }));
  readonly #rooms: (Open | undefined)[] = [undefined, undefined];
  /** Server, domain of the users, domain of the rooms. */
  readonly #levels: Record<'server' | 'users' | 'rooms', ReadonlySet<Level> | undefined> = {
    server: undefined,
    users: undefined,
    rooms: undefined,
  };
  #roomsLabel: Level | undefined;
  #bodies: string[][] = [];

  constructor({ users, places, at }: Beginning) {
    this.#users = users.map((each) => new Set(each));
    this.#places = places.map((each) => new Set(each));
    this.#at = [...at];
  }

  /** Can this client do that: is its connection there, or not there to be resumed? Rooms are configured by those who are in them. */
  isPossible(act: Act): boolean {
    if (!('who' in act)) return true;
    if (act.act === 'configure' && !this.#isIn(act.who, act.room)) return false;
    if (act.act === 'answer' && !this.#last.has(act.who)) return false;
    if (peerOf[userOf[act.who] ?? 0] !== undefined) return true;
    return this.#isUp(act.who) === (act.act !== 'resume');
  }

  /** The act happens. `body`: what is said, if something is. */
  play(act: Act, body: string): Expected {
    this.#bodies = userOf.map(() => []);
    const isRefused = this.#play(act, body);
    this.#removeUncleared();
    // What is said to a peer that cannot be reached is heard later
    const isHeard = !('who' in act) || this.#peerOf(act.who)?.isHeld !== true;
    return { bodies: this.#bodies, isRefused: isHeard ? isRefused : undefined };
  }

  #play(act: Act, body: string): boolean | undefined {
    switch (act.act) {
      case 'enter':
        return this.#enter(act.who, act.room, act.most);
      case 'leave':
        this.#leave(act.who, act.room);
        return undefined;
      case 'say':
        return !this.#say(act.who, act.room, this.#saidBy(act.who, body, act.level));
      case 'whisper':
        return !this.#whisper(act, this.#saidBy(act.who, body, act.level));
      case 'configure':
        return !this.#configure(act);
      case 'lose':
        this.#lost.add(act.who);
        return undefined;
      case 'answer':
        this.#answer(act.who, act.isGone);
        return undefined;
      case 'move':
        this.#at[act.who] = act.place;
        return undefined;
      case 'resume':
        this.#resume(act.who, act.place);
        return undefined;
      case 'end':
        for (const room of this.#rooms.keys()) this.#leave(act.who, room);
        this.#lost.delete(act.who);
        this.#waiting.delete(act.who);
        this.#at[act.who] = act.place;
        return undefined;
      default:
        this.#provision(act);
        return undefined;
    }
  }

  #provision(act: Exclude<Act, { readonly who: number }>): void {
    switch (act.act) {
      case 'clear user':
        this.#users[act.user] = new Set(act.levels);
        break;
      case 'clear place':
        this.#places[act.place] = new Set(act.levels);
        break;
      case 'limit server':
        this.#levels.server = act.levels && new Set(act.levels);
        break;
      case 'limit users':
        this.#levels.users = act.levels && new Set(act.levels);
        break;
      case 'limit rooms':
        this.#levels.rooms = act.levels && new Set(act.levels);
        break;
      case 'close rooms':
        this.#roomsLabel = act.level;
        break;
      case 'know':
        if (act.levels === undefined) this.#known.delete(act.user);
        else this.#known.set(act.user, new Set(act.levels));
        break;
      case 'hold':
      case 'let go':
      case 'clear peer':
        this.#change(act);
        break;
      default:
        this.#limit(act);
    }
  }

  #change(act: Extract<Act, { readonly peer: number }>): void {
    const peer = this.#peers[act.peer];
    if (peer === undefined) return;
    if (act.act === 'clear peer') peer[act.direction] = act.levels && new Set(act.levels);
    else peer.isHeld = act.act === 'hold';
    if (act.act === 'let go')
      for (const who of userOf.keys()) if (this.#peerOf(who) === peer) this.#bringWaiting(who);
  }

  #answer(who: number, isGone: boolean): void {
    const room = this.#last.get(who);
    this.#last.delete(who);
    if (isGone && room !== undefined) this.#leave(who, room);
  }

  #limit(act: Extract<Act, { readonly act: 'limit room' | 'keep to one' | 'close room' }>): void {
    const limits = this.#limits[act.room];
    if (limits === undefined) return;
    if (act.act === 'limit room') limits.levels = act.levels && new Set(act.levels);
    else if (act.act === 'keep to one') limits.only = act.level;
    else limits.label = act.level;
  }

  /** Does it take effect? Only for owners who are in the room, and who could stay. */
  #configure({ who, room, levels, level }: Extract<Act, { act: 'configure' }>): boolean {
    const open = this.#rooms[room];
    if (open === undefined || open.owner !== userOf[who]) return false;
    if (!this.#mayBeIn(who, room, level)) return false;
    open.ownLevels = levels && new Set(levels);
    open.ownLabel = level;
    return true;
  }

  #enter(who: number, room: number, most = Infinity): boolean {
    if (!this.#mayBeIn(who, room)) return true;
    const open = (this.#rooms[room] ??= {
      clients: new Set(),
      said: [],
      owner: userOf[who],
      ownLevels: undefined,
      ownLabel: undefined,
    });
    open.clients.add(who);
    const seen = open.said.filter((said) => this.#isTaken(room, said) && this.#mayHave(who, said));
    for (const said of seen.slice(Math.max(0, seen.length - most))) this.#bring(who, room, said);
    return false;
  }

  #leave(who: number, room: number): void {
    const open = this.#rooms[room];
    open?.clients.delete(who);
    if (open?.clients.size === 0) this.#rooms[room] = undefined;
  }

  /** Does the room take it? */
  #say(who: number, room: number, said: Said): boolean {
    const open = this.#rooms[room];
    if (!this.#isTakenFrom(who, room, said) || open === undefined) return false;
    open.said.push(said);
    open.said.splice(0, Math.max(0, open.said.length - kept));
    for (const client of open.clients) this.#bring(client, room, said);
    return true;
  }

  /** Is it told to the one it is for? Whether any of that one's places may have it is not said. */
  #whisper({ who, room, user }: Extract<Act, { act: 'whisper' }>, said: Said): boolean {
    const clients = [...(this.#rooms[room]?.clients ?? [])].filter((client) => userOf[client] === user);
    const isTaken = clients.length > 0 && this.#isTakenFrom(who, room, said);
    if (!isTaken || !this.#isUserCleared(user, said)) return false;
    for (const client of clients) this.#bring(client, room, said);
    return true;
  }

  #isTakenFrom(who: number, room: number, said: Said): boolean {
    return this.#maySay(who, said.level) && this.#isTaken(room, said) && this.#isIn(who, room);
  }

  #saidBy(who: number, body: string, level: Level = 'U'): Said {
    return { body, level, isOwn: this.#peerOf(who) === undefined };
  }

  #peerOf(who: number): Peer | undefined {
    return this.#peerOfUser(userOf[who] ?? 0);
  }

  #peerOfUser(user: number): Peer | undefined {
    return this.#peers[peerOf[user] ?? peers];
  }

  /** Those who are not there, or at a peer that cannot be reached, have it later, or not at all. */
  #bring(who: number, room: number, said: Said): void {
    if (!this.#mayHave(who, said)) return;
    if (this.#isUp(who)) this.#hear(who, room, said);
    else this.#waiting.set(who, [...(this.#waiting.get(who) ?? []), { room, said }]);
  }

  #hear(who: number, room: number, { body }: Said): void {
    this.#bodies[who]?.push(body);
    if (this.#peerOf(who) !== undefined) this.#last.set(who, room);
  }

  #resume(who: number, place: number): void {
    this.#at[who] = place;
    this.#lost.delete(who);
    this.#removeUncleared();
    this.#bringWaiting(who);
  }

  #bringWaiting(who: number): void {
    for (const { room, said } of this.#waiting.get(who) ?? []) {
      if (this.#isTaken(room, said) && this.#isIn(who, room) && this.#mayHave(who, said))
        this.#hear(who, room, said);
    }
    this.#waiting.delete(who);
  }

  #isUp(who: number): boolean {
    return !this.#lost.has(who) && this.#peerOf(who)?.isHeld !== true;
  }

  #isIn(who: number, room: number): boolean {
    return this.#rooms[room]?.clients.has(who) === true;
  }

  /** Is the user of this client cleared for it, and its place? */
  #isCleared(who: number, level: Level): boolean {
    const user = this.#users[userOf[who] ?? 0];
    const place = this.#places[this.#at[who] ?? 0];
    return user?.has(level) === true && place?.has(level) === true;
  }

  /** May it be sent by this client: what a peer may send stands for user and place, but where the user is known. */
  #maySay(who: number, level: Level): boolean {
    const peer = this.#peerOf(who);
    if (peer === undefined) return this.#isCleared(who, level);
    return (peer.in?.has(level) ?? true) && (this.#known.get(userOf[who] ?? 0)?.has(level) ?? true);
  }

  /** Is the user cleared for it, wherever the user is, and may the user's domain carry it? */
  #isUserCleared(user: number, { level }: Said): boolean {
    const peer = this.#peerOfUser(user);
    if (peer === undefined)
      return this.#users[user]?.has(level) === true && (this.#levels.users?.has(level) ?? true);
    return (peer.out?.has(level) ?? true) && (this.#known.get(user)?.has(level) ?? true);
  }

  #mayHave(who: number, said: Said): boolean {
    const isThere = this.#peerOf(who) !== undefined || this.#isCleared(who, said.level);
    return isThere && this.#isUserCleared(userOf[who] ?? 0, said);
  }

  /** By the server, the domain of who said it, the domain of rooms, and the room. */
  #isTaken(room: number, { level, isOwn }: Said): boolean {
    const { server, users: ours, rooms } = this.#levels;
    const isCarried = [server, rooms, isOwn ? ours : undefined].every((each) => each?.has(level) ?? true);
    const { levels: allowed, only } = this.#limits[room] ?? {};
    const own = this.#rooms[room]?.ownLevels;
    return (
      isCarried && (allowed?.has(level) ?? true) && (own?.has(level) ?? true) && (only ?? level) === level
    );
  }

  #mayBeIn(who: number, room: number, ownLabel = this.#rooms[room]?.ownLabel): boolean {
    const labels = [this.#roomsLabel, this.#limits[room]?.label, ownLabel];
    return labels.every((label) => label === undefined || this.#mayKnow(who, label));
  }

  /** Who is at a peer of which nothing is said, and is not known, may know of nothing that has a label. */
  #mayKnow(who: number, label: Level): boolean {
    const peer = this.#peerOf(who);
    if (peer === undefined) return this.#isCleared(who, label);
    const asked = [peer.out, this.#known.get(userOf[who] ?? 0)].filter((each) => each !== undefined);
    return asked.length > 0 && asked.every((each) => each.has(label));
  }

  #removeUncleared(): void {
    for (const [room, open] of this.#rooms.entries()) {
      for (const who of open?.clients ?? []) if (!this.#mayBeIn(who, room)) this.#leave(who, room);
    }
  }
}
