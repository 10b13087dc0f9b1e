import { type Credentials, credentialsFrom } from '../xmpp/index.ts';
import { accountJid } from './account.ts';
import { type Config, ConfigError } from './config.ts';

/** The domains of the server, the first one first. */
export function domainsOf({ domain, domains }: Config): readonly [string, ...string[]] {
  return [domain, ...Object.keys(domains)];
}

/** The credentials of all accounts, by bare JID. @throws ConfigError where a name cannot be one */
export function accountsOf(config: Config): ReadonlyMap<string, Credentials> {
  const accounts = new Map<string, Credentials>();
  const add = (domain: string, passwords: Config['accounts'], path: readonly string[]): void => {
    for (const [user, password] of Object.entries(passwords)) {
      const jid = accountJid(user, domain);
      if (jid === undefined)
        throw new ConfigError(`${config.placeOf([...path, user])}: \`${user}\` cannot be the name of a user`);
      accounts.set(jid.bare, credentialsFrom(password));
    }
  };
  add(config.domain, config.accounts, ['accounts']);
  for (const [domain, { accounts: passwords }] of Object.entries(config.domains))
    add(domain, passwords, ['domains', domain, 'accounts']);
  return accounts;
}
