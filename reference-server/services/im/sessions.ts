import type { Origin } from '../../enforcement/index.ts';
import type { Jid, Stanza } from '../../xmpp/index.ts';

/** A bound session of an account, and what presence needs to know of it; or somebody at a peer, of whom no more is known here than the address. */
export interface Session {
  readonly jid: Jid;
  /** Where its connection comes from. */
  readonly origin: Origin;
  /** The domain of another server, or of a component, where it is somebody there; left out: it is a session of ours. */
  readonly peer?: string | undefined;
  /** Its last available presence; `undefined`: connected, not available. */
  presence: Stanza | undefined;
  /** -128 to 127; a negative one takes no messages for the bare JID. RFC 6121 §4.7.2.3. */
  priority: number;
  /** It asked for the roster, so it gets roster pushes. RFC 6121 §2.2. */
  interested: boolean;
  /** It asked for copies of what its account's other sessions send and receive. XEP-0280 §4. */
  wantsCopies: boolean;
  /** Whom it sent directed presence to, who are not its contacts: they hear when it goes. RFC 6121 §4.6. */
  readonly directed: Map<string, Jid>;
}

/** The sessions of all accounts, found by address. */
export class Sessions<S extends Session = Session> {
  readonly #byUser = new Map<string, Map<string, S>>();

  add(session: S): void {
    const { bare, resource } = session.jid;
    const own = this.#byUser.get(bare);
    if (own === undefined) this.#byUser.set(bare, new Map([[resource, session]]));
    else own.set(resource, session);
  }

  remove(session: S): void {
    const { bare, resource } = session.jid;
    const own = this.#byUser.get(bare);
    if (own?.get(resource) !== session) return;
    own.delete(resource);
    if (own.size === 0) this.#byUser.delete(bare);
  }

  find(jid: Jid): S | undefined {
    return this.#byUser.get(jid.bare)?.get(jid.resource);
  }

  ofUser(bareJid: string): readonly S[] {
    return [...(this.#byUser.get(bareJid)?.values() ?? [])];
  }

  /** Those that take messages for the bare JID: available, and of no negative priority. RFC 6121 §8.5.2. */
  takingMessages(bareJid: string): readonly S[] {
    return this.ofUser(bareJid).filter((session) => session.presence !== undefined && session.priority >= 0);
  }

  /** Those that asked for copies. Asked for each message: nothing is made where there are none. */
  wantingCopies(bareJid: string): readonly S[] {
    let found: S[] | undefined;
    for (const session of this.#byUser.get(bareJid)?.values() ?? []) {
      if (session.wantsCopies) (found ??= []).push(session);
    }
    return found ?? none;
  }

  all(): readonly S[] {
    return [...this.#byUser.values()].flatMap((own) => [...own.values()]);
  }
}

const none: readonly never[] = [];
