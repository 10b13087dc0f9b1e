import { type DirectoryEntry, type DirectoryUsers, readEntries } from './directory-entries.ts';
import type { DirectorySettings } from './directory-settings.ts';
import { filterForAll } from './filter.ts';
import type { LdapConnection } from './ldap-connection.ts';

/** All users of the directory, and the other servers that it refers to, which nobody asks. */
export interface ReadUsers {
  readonly users: DirectoryUsers;
  readonly references: readonly string[];
}

/**
 * Every user of every domain that the directory is for: one search for each domain where the filter tells them apart.
 *
 * @throws Error when one of the searches fails: half a directory is none.
 */
export async function readUsers(connection: LdapConnection, settings: DirectorySettings): Promise<ReadUsers> {
  const { base, filter, attributes, domains } = settings;
  const { user, clearance4774, clearanceX501 } = attributes;
  const users = new Map<string, DirectoryEntry>();
  const references: string[] = [];
  for (const domain of filter.includes('{domain}') ? domains : [domains[0]]) {
    const found = await connection.search({
      base,
      filter: filterForAll(filter, domain),
      attributes: [user, clearance4774, clearanceX501, `${clearanceX501};binary`],
    });
    references.push(...found.references);
    for (const [jid, entry] of readEntries(found.entries, domain, settings)) users.set(jid, entry);
  }
  return { users, references };
}
