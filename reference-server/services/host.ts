import type { Audit, Departing, Destined, Exempt, Releasable, Rules } from '../enforcement/index.ts';
import type { Jid, Renditions } from '../xmpp/index.ts';
import type { CatalogSource } from './catalog/catalog-source.ts';
import type { RosterStore } from './im/roster-store.ts';
import type { Session, Sessions } from './im/sessions.ts';
import type { Rooms } from './muc/rooms.ts';

/** What a service may ask of the IM domain that it answers for, and of the server that this one is a domain of. */
export interface Host {
  readonly domain: string;
  /** Is this a domain of the same server? */
  serves(domain: string): boolean;
  readonly product: { readonly name: string; readonly version: string };
  readonly rules: Rules;
  readonly audit: Audit;
  readonly catalogs: CatalogSource;
  readonly sessions: Sessions;
  /** Whoever is at this address: a session of ours at a full one, or, where the domain is a peer's, somebody there. */
  reach(jid: Jid): Session | undefined;
  readonly rosters: RosterStore;
  readonly rooms: Rooms;
  hasAccount(bareJid: string): boolean;
  /** Sends what XEP-0258 does not have checked; a message comes to a session only through the checks. */
  deliver(session: Session, stanza: Exempt): void;
  /** Sends a message that has passed every check, for this session. `renditions`: where it goes to many, with those of the others. */
  release(session: Session, message: Releasable | Departing, renditions?: Renditions): void;
  /** Keeps a message for a user who is cleared for it, and has no session that may have it now. */
  keep(message: Destined, user: string): void;
  /** Our own mistake: written to the log, never to a client. */
  report(mistake: unknown): void;
}
