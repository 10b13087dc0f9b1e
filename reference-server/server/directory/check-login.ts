import { randomUUID } from 'node:crypto';
import { ResultCodeError } from 'ldapts';
import { type PasswordAnswer, prepareSecret } from '../../xmpp/index.ts';
import { readEntries } from './directory-entries.ts';
import type { DirectorySettings } from './directory-settings.ts';
import { filterForUser } from './filter.ts';
import { LdapConnection } from './ldap-connection.ts';

/** Who wants to log in, with what. `user` and `domain` are prepared. */
export interface Login {
  readonly user: string;
  readonly domain: string;
  readonly password: string;
}

/**
 * Is this the user's password in the directory? The user's entry is looked for over `connection`; then a connection of
 * its own binds as that entry. An empty password is refused before anybody is asked: a directory takes it as a bind of
 * nobody, which succeeds.
 *
 * Source: RFC 4513 §5.1.2, §5.1.3.
 */
export async function checkLogin(
  { user, domain, password }: Login,
  connection: LdapConnection,
  settings: DirectorySettings,
): Promise<PasswordAnswer> {
  const prepared = prepareSecret(password);
  if (prepared === undefined || !settings.domains.includes(domain)) return 'wrong';
  try {
    const dn = await entryOf(user, domain, connection, settings);
    const own = await LdapConnection.open(settings, dn ?? nobodysName(settings), prepared);
    own.close();
    return dn === undefined ? 'wrong' : 'right';
  } catch (error) {
    return error instanceof ResultCodeError && refusals.has(error.code) ? 'wrong' : 'unavailable';
  }
}

/** The name of the one entry that is the user's; with none, or several, nobody can log in. */
async function entryOf(
  user: string,
  domain: string,
  connection: LdapConnection,
  settings: DirectorySettings,
): Promise<string | undefined> {
  const { base, filter, attributes, domains } = settings;
  const name = filter.includes('{domain}') || domain === domains[0] ? user : `${user}@${domain}`;
  const { entries } = await connection.search({
    base,
    filter: filterForUser(filter, name, domain),
    attributes: [attributes.user],
    most: 2,
  });
  const [one, another] = entries;
  if (one === undefined || another !== undefined || one.dn === '') return undefined;
  // A directory compares more loosely than an address does: `\u017Fam` finds sam, and must not be an account of its own
  return readEntries(entries, domain, settings).has(`${user}@${domain}`) ? one.dn : undefined;
}

/** Who does not exist is asked about too, so that the time of the answer does not tell. */
function nobodysName({ base }: DirectorySettings): string {
  return `cn=${randomUUID()},${base}`;
}

/**
 * Results of a bind that say no: inappropriateAuthentication, invalidCredentials, insufficientAccessRights,
 * unwillingToPerform, constraintViolation. Any other is the directory's own trouble.
 *
 * Source: RFC 4511 Appendix A.2.
 */
const refusals: ReadonlySet<number> = new Set([48, 49, 50, 53, 19]);
