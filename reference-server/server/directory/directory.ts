import { performance } from 'node:perf_hooks';
import { ResultCodeError } from 'ldapts';
import type { Clearances, Policies } from '#policy';
import type { Faults, Unavailable } from '../../enforcement/index.ts';
import type { PasswordAnswer } from '../../xmpp/index.ts';
import { checkLogin } from './check-login.ts';
import { DirectoryMirror } from './directory-mirror.ts';
import type { DirectorySettings } from './directory-settings.ts';
import { LdapConnection } from './ldap-connection.ts';
import { readUsers } from './read-users.ts';

/** What a directory needs besides its settings. */
export interface DirectoryCircumstances {
  readonly faults: Faults;
  readonly notice: (line: string) => void;
  /** Left out: that of the system. */
  readonly clock?: () => number;
}

/** First wait after the directory was lost, in milliseconds; four times as long after each failure. */
const firstRetryMs = 100;

/** Logins that the directory is asked about at a time, each over a connection of its own; more are told to try again. */
const maxLogins = 64;

/**
 * The directory of an organisation: a mirror of its users' clearances, read again at intervals and on demand, over one
 * connection that is watched. As soon as that ends, or a reading fails, the directory is down; it comes back by itself.
 */
export class Directory {
  readonly #settings: DirectorySettings;
  readonly #mirror: DirectoryMirror;
  readonly #circumstances: DirectoryCircumstances;
  readonly #clock: () => number;
  /** Called after each reading: what users are cleared for may have changed. */
  whenRead: () => void = () => undefined;
  #isInUse = false;
  #isReading = false;
  #connection: LdapConnection | undefined;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  /** The reading that was asked for last; it begins when the one before it has ended. */
  #last: Promise<unknown> = Promise.resolve();
  #toldOfReferences = false;
  /** Passwords that are being asked about. */
  #logins = 0;

  constructor(settings: DirectorySettings, circumstances: DirectoryCircumstances) {
    this.#settings = settings;
    this.#circumstances = circumstances;
    this.#clock = circumstances.clock ?? ((): number => performance.now());
    this.#mirror = new DirectoryMirror({
      ...circumstances,
      maxAgeMs: settings.maxAgeSeconds * 1000,
      clock: this.#clock,
    });
  }

  /** May users log in with the passwords that it has? */
  get hasLogin(): boolean {
    return this.#settings.login;
  }

  /** Done when the reading that is under way, if any, has ended. */
  async settled(): Promise<void> {
    await this.#last;
  }

  /** See `DirectoryMirror`. */
  ofUser(bareJid: string): Clearances | Unavailable | undefined {
    return this.#mirror.ofUser(bareJid);
  }

  /** See `DirectoryMirror`. */
  lastOf(bareJid: string): Clearances | undefined {
    return this.#mirror.lastOf(bareJid);
  }

  /** Has it an account with us? Its users have, where they may log in. */
  hasAccount(bareJid: string): boolean {
    return this.#isInUse && this.#settings.login && this.#mirror.hasUser(bareJid);
  }

  governedBy(policies: Policies): void {
    this.#mirror.governedBy(policies);
  }

  /** Begins to read the directory, or stops and lets it rest. */
  use(wanted: boolean): void {
    if (wanted === this.#isInUse) return;
    this.#isInUse = wanted;
    if (wanted) void this.refresh();
    else this.#rest();
  }

  /**
   * Reads the directory anew, after any reading that is under way: what was changed there before the call is seen. Gives
   * why it is down, or `undefined`. Never rejects.
   */
  refresh(): Promise<string | undefined> {
    const reading = this.#last.then(() => this.#read());
    this.#last = reading;
    return reading;
  }

  /** Is this the user's password there? An empty one is nobody's. Never rejects. */
  async logIn(user: string, domain: string, password: string): Promise<PasswordAnswer> {
    const connection = this.#connection;
    if (!this.#settings.login) return 'wrong';
    const isBusy = this.#logins >= maxLogins;
    if (connection === undefined || isBusy || this.#mirror.unavailable !== undefined) return 'unavailable';
    this.#logins += 1;
    try {
      return await checkLogin({ user, domain, password }, connection, this.#settings);
    } finally {
      this.#logins -= 1;
    }
  }

  /** For good. */
  stop(): void {
    this.#isInUse = false;
    this.#rest();
  }

  async #read(): Promise<string | undefined> {
    clearTimeout(this.#timer);
    if (!this.#isInUse) return 'the directory is not in use';
    this.#isReading = true;
    try {
      const readAt = this.#clock();
      const connection = await this.#connected();
      const { users, references } = await readUsers(connection, this.#settings);
      if (connection.isClosed) throw new Error('the connection ended');
      if (this.#connection !== connection) return 'the directory is not in use';
      this.#mirror.take(users, readAt);
      this.#tellOf(references);
      this.#failures = 0;
      this.whenRead();
      this.#again(this.#settings.refreshSeconds * 1000);
      return undefined;
    } catch (error) {
      return this.#lost(sentenceOf(error));
    } finally {
      this.#isReading = false;
    }
  }

  async #connected(): Promise<LdapConnection> {
    if (this.#connection !== undefined && !this.#connection.isClosed) return this.#connection;
    const { bindDn, password } = this.#settings;
    const connection = await LdapConnection.open(this.#settings, bindDn, password);
    if (!this.#isInUse) {
      connection.close();
      throw new Error('it is not in use');
    }
    this.#connection = connection;
    connection.onClosed(() => {
      if (this.#connection === connection) this.#onLost();
    });
    return connection;
  }

  /** The mirror says so at once; a reading that is under way fails by itself, and tries again. */
  #onLost(): void {
    this.#mirror.lose('the connection ended');
    if (!this.#isReading) this.#lost('the connection ended');
  }

  #lost(why: string): string {
    this.#mirror.lose(why);
    const connection = this.#connection;
    this.#connection = undefined;
    connection?.close();
    if (this.#isInUse) {
      const longest = this.#settings.refreshSeconds * 1000;
      this.#again(Math.min(longest, firstRetryMs * 4 ** this.#failures));
      this.#failures += 1;
    }
    return why;
  }

  #again(afterMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.refresh(), afterMs);
  }

  #rest(): void {
    clearTimeout(this.#timer);
    const connection = this.#connection;
    this.#connection = undefined;
    connection?.close();
    this.#mirror.rest();
  }

  #tellOf(references: readonly string[]): void {
    if (references.length === 0 || this.#toldOfReferences) return;
    this.#toldOfReferences = true;
    this.#circumstances.notice(`the directory refers to ${references.join(', ')}, which nobody asks`);
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof ResultCodeError)
    return `it answers with result ${error.code} (${error.constructor.name})`;
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
}
