import { parseJid, type StanzaError } from '../../../xmpp/index.ts';
import type { Field } from '../../forms/form.ts';
import type { FilledIn } from '../../forms/read-form.ts';
import type { Affiliation } from '../affiliation.ts';
import { hasPlaceFor, type NewAffiliation } from '../people/change-affiliation.ts';
import type { Room } from '../room.ts';

const ownersField = 'muc#roomconfig_roomowners';
const adminsField = 'muc#roomconfig_roomadmins';

/** Who runs the room. XEP-0045 §10.1.3. */
export function affiliationFields(room: Room): Field[] {
  return [
    { var: adminsField, type: 'jid-multi', label: 'Admins', values: usersWith('admin', room) },
    { var: ownersField, type: 'jid-multi', label: 'Owners', values: usersWith('owner', room) },
  ];
}

/**
 * Whom a form that came back makes owner or admin, and who is either no longer: an owner becomes an admin, an admin a member. A
 * room always has an owner.
 *
 * Source: XEP-0045 §10.2.
 */
export function readAffiliationFields(form: FilledIn, room: Room): readonly NewAffiliation[] | StanzaError {
  const owners = usersIn(form.get(ownersField));
  const admins = usersIn(form.get(adminsField));
  if (owners === 'malformed' || admins === 'malformed') return { condition: 'jid-malformed' };
  if (owners?.size === 0) return { condition: 'conflict' };
  if (!hasPlaceFor([...(owners ?? []), ...(admins ?? [])], room)) return { condition: 'resource-constraint' };
  const users = new Set([...room.affiliations.keys(), ...(owners ?? []), ...(admins ?? [])]);
  return [...users].flatMap((user) => {
    const affiliation = becomes(room.affiliationOf(user), { user, owners, admins });
    return affiliation === room.affiliationOf(user) ? [] : [{ user, affiliation }];
  });
}

function becomes(was: Affiliation, { user, owners, admins }: Lists & { readonly user: string }): Affiliation {
  const isOwner = owners === undefined ? was === 'owner' : owners.has(user);
  const isAdmin = admins === undefined ? was === 'admin' : admins.has(user);
  if (isOwner) return 'owner';
  if (isAdmin) return 'admin';
  if (was === 'owner') return admins === undefined ? 'admin' : 'member';
  return was === 'admin' ? 'member' : was;
}

/** `undefined`: the form does not name the list. */
interface Lists {
  readonly owners: ReadonlySet<string> | undefined;
  readonly admins: ReadonlySet<string> | undefined;
}

function usersWith(affiliation: Affiliation, { affiliations }: Room): string[] {
  return [...affiliations].flatMap(([user, has]) => (has === affiliation ? [user] : []));
}

/** Bare addresses of accounts; an empty line says nothing. */
function usersIn(values: readonly string[] | undefined): ReadonlySet<string> | 'malformed' | undefined {
  if (values === undefined) return undefined;
  const users = values.filter((value) => value.trim() !== '').map((value) => parseJid(value.trim()));
  return users.every((user) => user !== undefined && user.local !== '')
    ? new Set(users.flatMap((user) => user?.bare ?? []))
    : 'malformed';
}
