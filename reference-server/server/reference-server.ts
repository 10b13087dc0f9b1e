import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import type { AuditRecord, Faults } from '../enforcement/index.ts';
import { type Credentials, credentialsFrom, StreamError } from '../xmpp/index.ts';
import { accountJid } from './account.ts';
import { type AdminPort, adminApp, adminListener } from './admin.ts';
import { type Config, ConfigError } from './config.ts';
import { ImDomain } from './im-domain.ts';
import { type ClientPort, clientListener, directTlsListener } from './listen-client.ts';
import type { Provisioned } from './provision/provisioned.ts';
import { type ProvisionPlace, readProvision } from './provision/read-provision.ts';
import { ProvisionError, type ProvisionVerbs } from './provision/verbs.ts';
import { type Addresses, listenAll, type Servers, stopAll } from './servers.ts';
import { Store } from './store.ts';
import { type Identity, readTls } from './tls.ts';

/** What a server says of itself, and where it can be reached. */
export interface Running extends Addresses {
  readonly version: string;
  stop(): Promise<void>;
}

/** What main.ts decides and a configuration file does not. */
export interface Circumstances {
  readonly version: string;
  readonly faults: Faults;
  readonly writeAudit: (record: AuditRecord) => void;
  readonly report: (mistake: unknown) => void;
  readonly now: () => Date;
}

/**
 * The reference server: makes each part once, hands it what it needs, and listens.
 *
 * @throws ConfigError, EndpointError: one sentence each
 */
export async function startReferenceServer(config: Config, circumstances: Circumstances): Promise<Running> {
  const identity = readTls(config);
  const accounts = accountsOf(config);
  const store = storeOf(config);
  const product = { name: 'cmbac reference server', version: versionOf(circumstances) };
  const parts = {
    ...circumstances,
    domain: config.domain,
    product,
    accounts: new Set(accounts.keys()),
    store,
    bindingVersions: config.bindingVersions,
  };
  const place = { domain: config.domain, folder: dirname(config.file) };
  const domain = new ImDomain(parts, provisionOf(config, place));
  const port = clientPort(config, accounts, identity, circumstances);
  const servers = serversOf(config, domain, {
    port,
    identity,
    adminPort: adminPort(domain, config.provision, place),
  });
  const stop = async (): Promise<void> => {
    await stopAll(servers, port.streams);
    store.close();
  };
  try {
    return { ...(await listenAll(servers, config.listen)), version: product.version, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function serversOf(
  config: Config,
  domain: ImDomain,
  { port, identity, adminPort }: { port: ClientPort; identity: Identity; adminPort: AdminPort },
): Servers {
  const { listen: at, adminToken } = config;
  return {
    client: clientListener(domain, port),
    clientTls: at.clientTls === undefined ? undefined : directTlsListener(domain, port, identity),
    admin:
      at.admin === undefined || adminToken === undefined
        ? undefined
        : adminListener(adminApp(adminPort, adminToken)),
  };
}

/** @throws ConfigError when the file cannot be opened or is none of SQLite's */
function storeOf({ store, placeOf }: Config): Store {
  try {
    return new Store(store);
  } catch {
    throw new ConfigError(
      `${placeOf(['store'])}: \`${store}\` cannot be used as a store; name a new file, or one that this server wrote`,
    );
  }
}

function provisionOf(config: Config, place: ProvisionPlace): Provisioned {
  try {
    return readProvision(config.provision, place);
  } catch (error) {
    if (!(error instanceof ProvisionError)) throw error;
    const path = error.verb === undefined ? ['provision'] : ['provision', error.verb];
    throw new ConfigError(`${config.placeOf(path)}: ${error.message}`);
  }
}

/** A server that is broken on purpose says so to whoever asks for its version. */
function versionOf({ version, faults }: Circumstances): string {
  return faults.size === 0 ? version : `${version} (BROKEN: ${[...faults].join(', ')})`;
}

function accountsOf(config: Config): ReadonlyMap<string, Credentials> {
  const accounts = new Map<string, Credentials>();
  for (const [user, password] of Object.entries(config.accounts)) {
    const jid = accountJid(user, config.domain);
    if (jid === undefined)
      throw new ConfigError(
        `${config.placeOf(['accounts', user])}: \`${user}\` cannot be the name of a user`,
      );
    accounts.set(jid.bare, credentialsFrom(password));
  }
  return accounts;
}

function clientPort(
  config: Config,
  accounts: ReadonlyMap<string, Credentials>,
  { context }: Identity,
  { faults }: Circumstances,
): ClientPort {
  const { stanzaBytes, depth, loginSeconds, silenceSeconds } = config.limits;
  return {
    domains: new Set([config.domain]),
    starttls: config.starttls,
    tls: { secureContext: context },
    decoySecret: randomBytes(32),
    credentialsOf: (user, host) => accounts.get(`${user}@${host}`),
    streams: new Set(),
    believesFrom: faults.has('jid.forged'),
    limits: {
      maxStanzaBytes: stanzaBytes,
      maxDepth: depth,
      negotiationTimeoutMs: loginSeconds * 1000,
      silenceTimeoutMs: silenceSeconds * 1000,
    },
  };
}

/** Provisioning as it stands, and how it is changed: as a whole or not at all. */
function adminPort(domain: ImDomain, initial: ProvisionVerbs, place: ProvisionPlace): AdminPort {
  let verbs = initial;
  const provision = (wanted: ProvisionVerbs): void => {
    domain.provision(readProvision(wanted, place));
    verbs = wanted;
  };
  return {
    version: domain.product.version,
    report: (mistake) => {
      domain.report(mistake);
    },
    change: (some) => {
      provision({ ...verbs, ...some });
    },
    reset: (all) => {
      provision(all);
      domain.endSessions(new StreamError('reset'));
      domain.store.clear();
    },
  };
}
