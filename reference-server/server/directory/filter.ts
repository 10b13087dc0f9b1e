/** The filter for the one entry of a user: `(uid={user})` becomes `(uid=sam)`, whatever characters the name has. */
export function filterForUser(filter: string, user: string, domain: string): string {
  return fill(filter, escapeValue(user), domain);
}

/** The filter for the entries of all users of a domain: `(uid={user})` becomes `(uid=*)`. */
export function filterForAll(filter: string, domain: string): string {
  return fill(filter, '*', domain);
}

function fill(filter: string, user: string, domain: string): string {
  return filter.replace(/\{(user|domain)\}/g, (_place, name) =>
    name === 'user' ? user : escapeValue(domain),
  );
}

/** Nothing in it is read as part of the filter. Source: RFC 4515 §3 (valueencoding). */
function escapeValue(text: string): string {
  return text.replace(/[\\*()\0]/g, (one) => `\\${one.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
