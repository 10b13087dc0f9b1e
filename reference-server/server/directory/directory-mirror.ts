import type { Clearances, Policies } from '#policy';
import type { Faults, Unavailable } from '../../enforcement/index.ts';
import type { DirectoryEntry, DirectoryUsers } from './directory-entries.ts';
import { type EntryMeaning, meaningOf } from './entry-clearances.ts';

/** What a mirror goes by. */
export interface MirrorOptions {
  /** Older than this, what was read says nothing any more. */
  readonly maxAgeMs: number;
  readonly faults: Faults;
  /** Writes a line to the log. */
  readonly notice: (line: string) => void;
  /** Milliseconds of a clock that is never put back. */
  readonly clock: () => number;
}

/**
 * What the directory said when it was last read, taken as a whole: a decision never waits for a network. While the
 * directory is down, or what it said is too old, it gives no clearance at all.
 */
export class DirectoryMirror {
  readonly #options: MirrorOptions;
  #users: DirectoryUsers = new Map();
  #policies: Policies | undefined;
  #clearances: ReadonlyMap<string, Clearances> = new Map();
  #down: Unavailable | undefined = down('it has not been read yet');
  #readAt = 0;
  /** Lines about entries that were told, so that each is told once. */
  #told: ReadonlySet<string> = new Set();

  constructor(options: MirrorOptions) {
    this.#options = options;
  }

  /** A user's clearances; `undefined`: the directory is up, and says nothing about the user. */
  ofUser(bareJid: string): Clearances | Unavailable | undefined {
    return this.unavailable ?? this.#clearances.get(bareJid);
  }

  /** What was read last, up or down: for those who are told so, and for a server that is broken on purpose. */
  lastOf(bareJid: string): Clearances | undefined {
    return this.#clearances.get(bareJid);
  }

  /** Is there such a user? Also while the directory is down: nobody stops existing for that. */
  hasUser(bareJid: string): boolean {
    return this.#users.has(bareJid);
  }

  /** Why it gives no clearances now; `undefined`: it does. */
  get unavailable(): Unavailable | undefined {
    if (this.#down !== undefined) return this.#down;
    return this.#options.clock() - this.#readAt > this.#options.maxAgeMs ? tooOld : undefined;
  }

  /** From now on these policies say what the clearances mean. */
  governedBy(policies: Policies): void {
    if (policies === this.#policies) return;
    this.#policies = policies;
    this.#resolve();
  }

  /** The directory was read: this is all there is now, and who is missing is gone. `readAt`: when that began. */
  take(users: DirectoryUsers, readAt: number): void {
    const { faults, notice } = this.#options;
    const wasDown = this.#down !== undefined;
    this.#users = faults.has('dir.kept') ? new Map([...this.#users, ...users]) : users;
    this.#readAt = readAt;
    this.#down = undefined;
    if (wasDown) notice(`the directory is up, with ${users.size} users`);
    this.#resolve();
  }

  /** Nobody wants to ask it for now. */
  rest(): void {
    this.#down = down('it is not in use');
  }

  /** It cannot be asked any more. `why` is one clause. */
  lose(why: string): void {
    const lost = down(why);
    if (this.#down?.unavailable === lost.unavailable) return;
    this.#down = lost;
    this.#options.notice(
      `${lost.unavailable}; who has no clearance of its own here is refused until it is back`,
    );
  }

  #resolve(): void {
    if (this.#policies === undefined) return;
    const clearances = new Map<string, Clearances>();
    const lines = new Set<string>();
    const meanings = new Map<string, EntryMeaning>();
    for (const [user, entry] of this.#users) {
      const key = keyOf(entry);
      const meaning = meanings.get(key) ?? meaningOf(entry, this.#policies);
      meanings.set(key, meaning);
      for (const problem of meaning.problems) lines.add(lineAbout(user, meaning, problem));
      const granted =
        meaning.isUnreadable && this.#options.faults.has('dir.unreadable') ? undefined : meaning.clearances;
      if (granted !== undefined) clearances.set(user, granted);
    }
    this.#clearances = clearances;
    for (const line of lines) if (!this.#told.has(line)) this.#options.notice(line);
    this.#told = lines;
  }
}

function down(why: string): Unavailable {
  return { unavailable: `the directory is down: ${why}` };
}

const tooOld = down('what it said last is too old');

/** Entries with the same clearances mean the same. */
function keyOf({ clearances, isAmbiguous }: DirectoryEntry): string {
  return isAmbiguous ? 'ambiguous' : clearances.map(({ syntax, text }) => `${syntax} ${text}`).join('\0');
}

function lineAbout(user: string, { isUnreadable }: EntryMeaning, problem: string): string {
  return isUnreadable
    ? `the directory's clearance of ${user} counts as one for nothing: ${problem}`
    : `a part of the directory's clearance of ${user} grants nothing: ${problem}`;
}
