import type { Sheet, SheetDeployment } from './sheet.ts';
import type { SheetRow } from './sheet-row.ts';

/** Where a directory has the entries of users, and which attribute holds a clearance. */
export interface DirectoryPlace {
  readonly attribute: string;
  /** `ou=people,dc=alpha,dc=lab`. */
  readonly base: string;
  /** The domain whose users are entered by their name alone: all others by their address. */
  readonly domain: string;
  /** Clearances are base64 of DER, which is what the attribute holds; or XML, as it stands. */
  readonly syntax: 'x501' | 'stanag4774';
}

/**
 * The accounts of a sheet as entries of a directory, as `ldapadd` and `ldapmodify` take them. A deployment adds only the accounts that
 * are new: nobody's clearance ever changes, another account has the other one. Passwords are not in it.
 *
 * Source: RFC 2849 (LDIF); RFC 2798 (inetOrgPerson).
 */
export function sheetAsLdif({ deployments }: Pick<Sheet, 'deployments'>, place: DirectoryPlace): string {
  return ['version: 1', ...deployments.flatMap((one) => entriesOf(one, place)), ''].join('\n');
}

function entriesOf({ number, rows }: SheetDeployment, place: DirectoryPlace): string[] {
  const accounts = new Map<string, SheetRow[]>();
  for (const row of rows.filter(({ what }) => what === 'account'))
    accounts.set(row.name, [...(accounts.get(row.name) ?? []), row]);
  return [...accounts].flatMap(([address, settings]) => entryOf(number, address, settings, place));
}

function entryOf(
  deployment: number,
  address: string,
  rows: readonly SheetRow[],
  { attribute, base, domain, syntax }: DirectoryPlace,
): string[] {
  const [local = '', home] = address.split('@');
  const user = home === domain ? local : address;
  const clearances = rows.filter(({ verb, value }) => verb === 'U' && value !== 'none');
  const values = clearances.map(({ value }) =>
    folded(`${attribute}:: ${syntax === 'x501' ? value : Buffer.from(value).toString('base64')}`),
  );
  const words = clearances.map(({ inWords }) => inWords).join('; ') || 'no clearance';
  return [
    '',
    `# deployment ${deployment}: ${address}, ${words}`,
    folded(`dn: uid=${user},${base}`),
    'changetype: add',
    'objectClass: inetOrgPerson',
    ...(values.length > 0 ? ['objectClass: clearedPerson'] : []),
    `uid: ${user}`,
    `cn: ${user}`,
    `sn: ${user}`,
    folded(`mail: ${address}`),
    ...values,
  ];
}

/** A line goes on in the next where that begins with a space. */
function folded(line: string): string {
  const [first = '', ...rest] = line.match(/^.{1,76}|.{1,75}/g) ?? [];
  return [first, ...rest.map((part) => ` ${part}`)].join('\n');
}
