import type { Entry } from 'ldapts';
import { parseJid } from '../../xmpp/index.ts';
import { accountJid } from '../account.ts';
import type { DirectorySettings } from './directory-settings.ts';

/** A clearance as an entry holds it, not yet read: STANAG 4774 as XML text, X.501 as base64. */
export interface EntryClearance {
  readonly syntax: 'stanag4774' | 'x501';
  readonly text: string;
}

/** What the directory holds of one user. */
export interface DirectoryEntry {
  /** Empty: the directory says nothing about the user's clearance. */
  readonly clearances: readonly EntryClearance[];
  /** Several entries are of this user: nobody knows which one counts. */
  readonly isAmbiguous: boolean;
}

/** Every user of the directory, by bare JID. */
export type DirectoryUsers = ReadonlyMap<string, DirectoryEntry>;

/** What entries are read by. */
type Reading = Pick<DirectorySettings, 'attributes' | 'filter' | 'domains'>;

/**
 * The users that a search for those of a domain found. An entry without a name that a user can have is nobody's. A name
 * with `@` is a whole address: of this domain, or of any that is served where the search was for all of them at once.
 */
export function readEntries(
  entries: readonly Entry[],
  domain: string,
  { attributes: names, filter, domains }: Reading,
): DirectoryUsers {
  const served = filter.includes('{domain}') ? [domain] : domains;
  const users = new Map<string, DirectoryEntry>();
  for (const entry of entries) {
    const clearances = clearancesIn(entry, names);
    for (const user of usersOf(valuesOf(entry, names.user), domain, served)) {
      users.set(user, { clearances, isAmbiguous: users.has(user) });
    }
  }
  return users;
}

function usersOf(names: readonly Buffer[], domain: string, served: readonly string[]): ReadonlySet<string> {
  const jids = names.map((value) => {
    const text = value.toString();
    const jid = text.includes('@') ? parseJid(text) : accountJid(text, domain);
    const isUser =
      jid !== undefined && jid.local !== '' && jid.resource === '' && served.includes(jid.domain);
    return isUser ? [jid.bare] : [];
  });
  return new Set(jids.flat());
}

function clearancesIn(entry: Entry, names: DirectorySettings['attributes']): EntryClearance[] {
  return [
    ...valuesOf(entry, names.clearance4774).map((value) => ({
      syntax: 'stanag4774' as const,
      text: value.toString(),
    })),
    ...valuesOf(entry, names.clearanceX501).map((value) => ({
      syntax: 'x501' as const,
      text: value.toString('base64'),
    })),
  ];
}

/** The values of an attribute, which a directory may write in another case, and with options (`;binary`). RFC 4512 §2.5. */
function valuesOf(entry: Entry, name: string): Buffer[] {
  const wanted = name.toLowerCase();
  return Object.entries(entry)
    .filter(([type]) => type.split(';')[0]?.toLowerCase() === wanted)
    .flatMap(([, values]) => (Array.isArray(values) ? values : [values]))
    .map((value) => (typeof value === 'string' ? Buffer.from(value) : value));
}
