import { randomBytes } from 'node:crypto';
import type { Faults } from '../enforcement/index.ts';
import { type Credentials, plain } from '../xmpp/index.ts';
import type { Config } from './config.ts';
import { domainsOf } from './configured-accounts.ts';
import type { Directory } from './directory/directory.ts';
import type { ClientPort } from './listen-client.ts';
import type { Identity } from './tls.ts';

/** Who can prove to be a user: accounts of the configuration, by bare JID, and those of the directory. */
export interface Users {
  readonly accounts: ReadonlyMap<string, Credentials>;
  readonly directory: Directory | undefined;
}

/** What every entrance for clients has in common. */
export function clientPort(
  config: Config,
  { accounts, directory }: Users,
  { context }: Identity,
  faults: Faults,
): ClientPort {
  const { stanzaBytes, depth, loginSeconds, silenceSeconds, resumeSeconds, sessionsPerAccount } =
    config.limits;
  return {
    domains: new Set(domainsOf(config)),
    starttls: config.starttls,
    tls: { secureContext: context },
    decoySecret: randomBytes(32),
    credentialsOf: (user, host) => accounts.get(`${user}@${host}`),
    streams: new Set(),
    sessionsPerAccount,
    resumeSeconds,
    believesFrom: faults.has('jid.forged'),
    limits: {
      maxStanzaBytes: stanzaBytes,
      maxDepth: depth,
      negotiationTimeoutMs: loginSeconds * 1000,
      silenceTimeoutMs: silenceSeconds * 1000,
    },
    ...loginBy(directory, accounts),
  };
}

/** Where the directory has all the passwords, nothing is offered that needs one here. */
function loginBy(
  directory: Directory | undefined,
  accounts: ReadonlyMap<string, Credentials>,
): Pick<ClientPort, 'checkPassword' | 'mechanisms'> {
  if (directory?.hasLogin !== true) return {};
  return {
    checkPassword: (user, domain, password) => directory.logIn(user, domain, password),
    ...(accounts.size === 0 && { mechanisms: [plain] }),
  };
}
