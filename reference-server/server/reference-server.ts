import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import type { AuditRecord, Faults } from '../enforcement/index.ts';
import { endClosedSubscriptions } from '../services/index.ts';
import { type Credentials, credentialsFrom, plain, StreamError } from '../xmpp/index.ts';
import { accountJid } from './account.ts';
import { type AdminPort, adminApp, adminListener } from './admin.ts';
import { clientEntrances } from './client-entrances.ts';
import { type Config, ConfigError } from './config.ts';
import { Directory } from './directory/directory.ts';
import { readDirectorySettings } from './directory/directory-settings.ts';
import { endpointOf } from './endpoint.ts';
import { ImDomain } from './im-domain.ts';
import { ImServer } from './im-server.ts';
import type { ClientPort } from './listen-client.ts';
import { confirmedNames } from './locations/confirmed-names.ts';
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
  /** Writes down what an administrator should know and nobody did wrong. Left out: nowhere. */
  readonly notice?: (line: string) => void;
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
  const domains = domainsOf(config);
  const directory = directoryOf(config, circumstances);
  const parts = {
    ...circumstances,
    ...(directory && { directory }),
    domains: new Set(domains),
    product,
    accounts: new Set(accounts.keys()),
    store,
    bindingVersions: config.bindingVersions,
    namesOf: confirmedNames({
      nameServer: config.nameServer,
      believesClaims: circumstances.faults.has('loc.name'),
    }),
  };
  const place = {
    domains,
    folder: dirname(config.file),
    certificate: identity.cert.toString(),
    hasDirectory: directory !== undefined,
  };
  const server = new ImServer(parts, provisionOf(config, place));
  const domain = new ImDomain(config.domain, server);
  server.whenClearancesChange = () => {
    endClosedSubscriptions(domain);
  };
  if (directory !== undefined)
    directory.whenRead = () => {
      server.endUncleared();
    };
  const port = { ...clientPort(config, accounts, identity, circumstances), ...loginBy(directory, accounts) };
  const { faults } = circumstances;
  const servers: Servers = {
    entrances: clientEntrances(config, domain, {
      port,
      identity: { secureContext: identity.context },
      faults,
    }),
    admin: adminOf(config, adminPort(server, config.provision, place)),
  };
  const accessAsked = setInterval(() => {
    server.endUncleared();
  }, accessIntervalMs);
  const stop = async (): Promise<void> => {
    clearInterval(accessAsked);
    directory?.stop();
    await stopAll(servers, port.streams);
    store.close();
  };
  try {
    // Up or down: who is refused meanwhile is refused for a reason
    await directory?.settled();
    return { ...(await listenAll(servers)), version: product.version, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** How often live sessions are asked for their access besides at each change of provisioning, in milliseconds: time itself changes what labels and clearances mean. */
const accessIntervalMs = 30_000;

function adminOf({ listen: { admin: at }, adminToken }: Config, port: AdminPort): Servers['admin'] {
  if (at === undefined || adminToken === undefined) return undefined;
  return { at: endpointOf(at), server: adminListener(adminApp(port, adminToken)) };
}

function directoryOf(
  config: Config,
  { faults, notice = () => undefined }: Circumstances,
): Directory | undefined {
  const settings = readDirectorySettings(config, [config.domain, ...Object.keys(config.domains)]);
  return settings && new Directory(settings, { faults, notice });
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

/** The domains of the server, the first one first. */
function domainsOf({ domain, domains }: Config): readonly string[] {
  return [domain, ...Object.keys(domains)];
}

/** The credentials of all accounts, by bare JID. */
function accountsOf(config: Config): ReadonlyMap<string, Credentials> {
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

function clientPort(
  config: Config,
  accounts: ReadonlyMap<string, Credentials>,
  { context }: Identity,
  { faults }: Circumstances,
): ClientPort {
  const { stanzaBytes, depth, loginSeconds, silenceSeconds } = config.limits;
  return {
    domains: new Set(domainsOf(config)),
    starttls: config.starttls,
    tls: { secureContext: context },
    decoySecret: randomBytes(32),
    credentialsOf: (user, host) => accounts.get(`${user}@${host}`),
    streams: new Set(),
    sessionsPerAccount: config.limits.sessionsPerAccount,
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
function adminPort(server: ImServer, initial: ProvisionVerbs, place: ProvisionPlace): AdminPort {
  const { product, report, store, directory, faults } = server.parts;
  let verbs = initial;
  const provision = (wanted: ProvisionVerbs, isReset: boolean): void => {
    const provisioned = readProvision(wanted, place);
    if (isReset) server.endSessions(new StreamError('reset'));
    server.provision(provisioned);
    verbs = wanted;
  };
  const changeInPart = (some: ProvisionVerbs): void => {
    for (const [verb, value] of Object.entries(some)) {
      try {
        provision({ ...verbs, [verb]: value }, false);
      } catch (error) {
        if (!(error instanceof ProvisionError)) throw error;
      }
    }
  };
  return {
    version: product.version,
    report,
    ...(directory && { refreshDirectory: () => directory.refresh() }),
    change: (some) => {
      if (faults.has('provision.partial')) changeInPart(some);
      provision({ ...verbs, ...some }, false);
    },
    reset: (all) => {
      provision(all, true);
      store.clear();
    },
  };
}
