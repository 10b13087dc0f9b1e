import { resolve } from 'node:path';
import { EnvironmentFault, type Naming } from '../target.ts';
import type { TargetDescription } from './description.ts';
import { readPasswordTable } from './password-table.ts';
import { readSecret } from './secrets.ts';

/**
 * The names that a described target has for those of scenarios. `undefined`: they are its own. `folder`: of the description; `home`: the
 * domain under test in scenarios.
 */
export function namingOf(
  { domains, accounts }: TargetDescription,
  { folder, home }: { readonly folder: string; readonly home: string },
): Naming | undefined {
  if (Object.keys(domains).length === 0 && accounts === undefined) return undefined;
  const named = Object.entries(domains).filter(([, name]) => name !== 'none');
  const naming: Naming = {
    domains: Object.fromEntries(named),
    without: Object.keys(domains).filter((domain) => domains[domain] === 'none'),
    account: (user) => accountOf(user, accounts?.pattern),
  };
  const { password } = accounts ?? {};
  if (password === undefined) return naming;
  if (!('table' in password))
    return { ...naming, password: () => readSecret(password, folder, 'the password of the accounts') };
  const file = resolve(folder, password.table);
  return { ...naming, password: (user) => passwordIn(file, user, home, naming) };
}

/** `u-r@a2.test` → `cmbac-u-r`: its domain says which it is. */
function accountOf(user: string, pattern = '{user}'): string {
  const [local = ''] = user.split('@');
  return pattern.replaceAll('{user}', () => local);
}

/** @throws EnvironmentFault where the table lacks it */
function passwordIn(file: string, user: string, home: string, naming: Naming): string {
  const table = readPasswordTable(file);
  const { domains } = naming;
  const account = naming.account(user);
  const [, domain = home] = user.split('@');
  const address = `${account}@${domains[domain] ?? domain}`;
  const written = domain === home ? [account, address] : [address];
  const found = written.map((name) => table.get(name)).find((one) => one !== undefined);
  if (found !== undefined) return found;
  throw new EnvironmentFault(
    `\`${file}\` has no password for \`${written[0] ?? address}\`; add a line \`${written[0] ?? address},…\``,
  );
}
