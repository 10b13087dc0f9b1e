/** One contact of one user: two directions of presence, and a request under way in each. RFC 6121 §2.1.2, Appendix A. */
export interface RosterItem {
  readonly contact: string;
  readonly name?: string;
  readonly groups: readonly string[];
  /** The user gets the contact's presence. */
  readonly toContact: boolean;
  /** The contact gets the user's presence. */
  readonly fromContact: boolean;
  /** The user has asked for the contact's presence, and no answer came yet. */
  readonly ask: boolean;
  /** The contact has asked for the user's presence, and the user has not answered. */
  readonly pending: boolean;
  /** false: only a contact's request stands here, and no roster shows it. */
  readonly listed: boolean;
}

/** A contact that the user watches, that watches the user, or that has asked to. */
export type ContactState = 'toContact' | 'fromContact' | 'pending';

/** Where rosters are kept: implemented over SQLite in `server/`. */
export interface RosterStore {
  roster(user: string): readonly RosterItem[];
  /** How many items there are, listed or not. */
  rosterSize(user: string): number;
  /** Who stands so to the user. A broadcast asks, and a client may send thousands: nothing else of the items is read. */
  contactsOf(user: string, state: ContactState): readonly string[];
  rosterItem(user: string, contact: string): RosterItem | undefined;
  putRosterItem(user: string, item: RosterItem): void;
  dropRosterItem(user: string, contact: string): void;
}

/** Contacts kept for one user: what a client can make the server keep is bounded. */
const maxContacts = 1000;

/** Is the contact known, or is there place for one more? */
export function hasPlaceFor(store: RosterStore, user: string, contact: string): boolean {
  return store.rosterItem(user, contact) !== undefined || store.rosterSize(user) < maxContacts;
}

/** The item as it stands, or a new one that says nothing yet. */
export function itemOf(store: RosterStore, user: string, contact: string): RosterItem {
  return (
    store.rosterItem(user, contact) ?? {
      contact,
      groups: [],
      toContact: false,
      fromContact: false,
      ask: false,
      pending: false,
      listed: false,
    }
  );
}
