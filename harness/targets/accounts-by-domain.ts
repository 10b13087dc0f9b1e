import type { Deployment } from './target.ts';

/** Password by user name: the accounts of one domain. */
export type Accounts = Readonly<Record<string, string>>;

/**
 * The accounts of each domain of a deployment, its own first: an account without a domain in its name (`rita`) is of that
 * one, `rita@a2.test` of another domain of the same server.
 */
export function accountsByDomain({
  domain,
  accounts,
}: Pick<Deployment, 'domain' | 'accounts'>): ReadonlyMap<string, Accounts> {
  const domains = new Map<string, Record<string, string>>([[domain, {}]]);
  for (const [account, password] of Object.entries(accounts)) {
    const [user = '', home = domain] = account.split('@');
    const known = domains.get(home) ?? {};
    known[user] = password;
    domains.set(home, known);
  }
  return domains;
}
