import { DatabaseSync } from 'node:sqlite';
import type { ContactState, RoomStore, RosterItem, RosterStore } from '../services/index.ts';

/** What the server keeps between sessions, in one SQLite file: rosters, rooms, and messages for users who are offline. */
export class Store implements RosterStore, RoomStore {
  readonly #db: DatabaseSync;

  /** @param file path, or `:memory:` */
  constructor(file: string) {
    this.#db = new DatabaseSync(file);
    this.#db.exec(tables);
  }

  /** Keeps a message until its user comes online; `held` is JSON that enforcement reads back. */
  addOffline(user: string, held: string): void {
    this.#db.prepare('INSERT INTO offline (user, held) VALUES (?, ?)').run(user, held);
  }

  /** How many messages are kept for a user, and how many bytes they are together. */
  offlineSize(user: string): { count: number; bytes: number } {
    const row = this.#db
      .prepare('SELECT count(*) AS count, total(octet_length(held)) AS bytes FROM offline WHERE user = ?')
      .get(user);
    return { count: Number(row?.['count']), bytes: Number(row?.['bytes']) };
  }

  /** The messages kept for a user, oldest first, from behind the one with the id `after`; `id` is for `dropOffline`. */
  offlineOf(user: string, after = 0): { id: number; held: string }[] {
    const rows = this.#db
      .prepare('SELECT id, held FROM offline WHERE user = ? AND id > ? ORDER BY id')
      .all(user, after);
    return rows.map((row) => ({ id: Number(row['id']), held: String(row['held']) }));
  }

  dropOffline(id: number): void {
    this.#db.prepare('DELETE FROM offline WHERE id = ?').run(id);
  }

  roster(user: string): RosterItem[] {
    return this.#db.prepare('SELECT * FROM roster WHERE user = ? ORDER BY contact').all(user).map(readItem);
  }

  rosterSize(user: string): number {
    return Number(
      this.#db.prepare('SELECT count(*) AS count FROM roster WHERE user = ?').get(user)?.['count'],
    );
  }

  contactsOf(user: string, state: ContactState): string[] {
    const rows = this.#db
      .prepare(`SELECT contact FROM roster WHERE user = ? AND ${columns[state]} = 1 ORDER BY contact`)
      .all(user);
    return rows.map((row) => String(row['contact']));
  }

  rosterItem(user: string, contact: string): RosterItem | undefined {
    const row = this.#db.prepare('SELECT * FROM roster WHERE user = ? AND contact = ?').get(user, contact);
    return row === undefined ? undefined : readItem(row);
  }

  putRosterItem(user: string, item: RosterItem): void {
    this.#db
      .prepare(
        `INSERT INTO roster (user, contact, name, groups, to_contact, from_contact, ask, pending, listed)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (user, contact) DO UPDATE SET name = excluded.name, groups = excluded.groups,
           to_contact = excluded.to_contact, from_contact = excluded.from_contact, ask = excluded.ask,
           pending = excluded.pending, listed = excluded.listed`,
      )
      .run(
        user,
        item.contact,
        item.name ?? null,
        JSON.stringify(item.groups),
        Number(item.toContact),
        Number(item.fromContact),
        Number(item.ask),
        Number(item.pending),
        Number(item.listed),
      );
  }

  dropRosterItem(user: string, contact: string): void {
    this.#db.prepare('DELETE FROM roster WHERE user = ? AND contact = ?').run(user, contact);
  }

  rooms(): { address: string; text: string }[] {
    const rows = this.#db.prepare('SELECT address, text FROM room ORDER BY address').all();
    return rows.map((row) => ({ address: String(row['address']), text: String(row['text']) }));
  }

  putRoom(address: string, text: string): void {
    this.#db
      .prepare(
        'INSERT INTO room (address, text) VALUES (?, ?) ON CONFLICT (address) DO UPDATE SET text = excluded.text',
      )
      .run(address, text);
  }

  dropRoom(address: string): void {
    this.#db.prepare('DELETE FROM room WHERE address = ?').run(address);
  }

  /** Forgets everything: a scenario begins. */
  clear(): void {
    this.#db.exec('DELETE FROM offline; DELETE FROM roster; DELETE FROM room;');
  }

  close(): void {
    this.#db.close();
  }
}

const columns: Readonly<Record<ContactState, string>> = {
  toContact: 'to_contact',
  fromContact: 'from_contact',
  pending: 'pending',
};

function readItem(row: Record<string, unknown>): RosterItem {
  const name = row['name'];
  return {
    contact: String(row['contact']),
    groups: readGroups(String(row['groups'])),
    toContact: row['to_contact'] === 1,
    fromContact: row['from_contact'] === 1,
    ask: row['ask'] === 1,
    pending: row['pending'] === 1,
    listed: row['listed'] === 1,
    ...(typeof name === 'string' ? { name } : {}),
  };
}

function readGroups(json: string): string[] {
  const groups: unknown = JSON.parse(json);
  return Array.isArray(groups) ? groups.map(String) : [];
}

const tables = `
  PRAGMA journal_mode = WAL;
  CREATE TABLE IF NOT EXISTS offline (id INTEGER PRIMARY KEY AUTOINCREMENT, user TEXT NOT NULL, held TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS offline_user ON offline (user);
  CREATE TABLE IF NOT EXISTS roster (
    user TEXT NOT NULL, contact TEXT NOT NULL, name TEXT, groups TEXT NOT NULL,
    to_contact INTEGER NOT NULL, from_contact INTEGER NOT NULL, ask INTEGER NOT NULL,
    pending INTEGER NOT NULL, listed INTEGER NOT NULL, PRIMARY KEY (user, contact)) STRICT;
  CREATE TABLE IF NOT EXISTS room (address TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;
`;
