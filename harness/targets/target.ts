/** The provisioning verbs of docs/provisioning.md, as a flat map: `{ 'U(u-r)': …, 'Srv.clr': …, mark: 'rewrite' }`. */
export type Provision = Readonly<Record<string, unknown>>;

/** What a scenario may ask of a server besides verbs. */
export type Feature =
  | 'catalog'
  | 'offline'
  | 'labels'
  | 'live-provisioning'
  /** A message for an account reaches all of its sessions, not only one of them (RFC 6121 §8.5.2.1.1 allows either). */
  | 'several-resources'
  /** It answers a presence probe that a client sends, which RFC 6121 §4.3.1 leaves to servers. */
  | 'client-probes'
  /** More than one IM domain on the same server. */
  | 'several-domains'
  /** A client's error passes only in answer to something that it was sent, and written again. */
  | 'matched-errors'
  /** Its address takes messages to several (XEP-0033). */
  | 'multicast'
  /** Sessions can have copies of what others of their account send and receive (XEP-0280). */
  | 'carbons'
  /** Rooms of clients (XEP-0045) at `muc.` and `muc2.` before its first domain, which any user may make. */
  | 'rooms'
  /** A room replays what was said to whoever enters, which XEP-0045 §7.2.13 leaves to servers. */
  | 'room-history'
  /** It keeps what its users send and receive, and each user can read it (XEP-0313). What was there before a scenario does not count. */
  | 'archive'
  /** So do its rooms with what is said in them: mostly, who may enter one may read it (XEP-0313 §6.1.2). */
  | 'room-archive'
  /** Several sessions of one account may be one occupant of a room, under one nick (XEP-0045 §7.2.8 leaves it to the room). */
  | 'shared-nicks'
  /** A room's owners set its labels in its form: `sec-label#label` and the other fields of XEP-0258 §5.2.7, which it leaves to servers. */
  | 'room-label-fields'
  /**
   * A room tells its usual label in its service discovery (`{urn:xmpp:sec-label:0}default-label`), and owners set it in its form
   * (`sec-label#default`, `sec-label#custom-default`): names of this project, since no standard has any.
   */
  | 'room-usual-label'
  | 'source-address'
  | 'capabilities'
  /** Lost sessions can be resumed (XEP-0198). */
  | 'stream-management'
  /** It takes the deployment's components (XEP-0114). */
  | 'components'
  /** It exchanges stanzas with other servers, as its deployment's `federation` says. */
  | 'peers'
  /** It takes further pairs of domains on a stream from another server, by dialback (XEP-0220 §2.6). */
  | 'dialback'
  /** It uses one stream with another server in both directions, where both want to (XEP-0288). */
  | 'bidi'
  /** It asks the deployment's name server for the names of addresses. */
  | 'name-server'
  /** It believes what 127.0.0.8 says of where connections come from. */
  | 'trusted-proxy'
  /** Its certificate states the deployment's clearance, which it can be told to take for its own. */
  | 'certificate-clearance'
  /** An organisation's directory says what its users are cleared for (`Dir(user)`), and can be taken down. */
  | 'directory'
  | Entrance;

/**
 * Other ways into a server than the usual one, all under TLS from the first byte: on an IPv6 address; on an IPv6 socket
 * that sees IPv4 addresses as mapped ones; behind a PROXY protocol header; over WebSocket; over HTTP, with sessions that can pause (XEP-0124 §10).
 */
export type Entrance = 'ipv6' | 'ipv4-mapped' | 'proxied' | 'websocket' | 'bosh';

/** A kind of server that the suite can test: how to start it and what it can do. */
export interface TargetDriver {
  readonly name: string;
  /** The file that describes it, as it was given; left out: it is one of `targets`. */
  readonly file?: string;
  /** How it is reached; left out: as a process. */
  readonly kind?: 'process' | 'container' | 'remote';
  /** The target that is the same server, started otherwise: what is known of that one is known of it. Left out: there is none. */
  readonly sameAs?: string;
  /** The profile that it is tested by unless another is asked for; left out: what scenarios/profiles.yaml says of its name. */
  readonly profile?: string;
  /** The file of its known differences; left out: the one beside the driver of that name. */
  readonly expectations?: string;
  /** The names that it has for those of scenarios; left out: they are its own. */
  readonly naming?: Naming;
  /** Longest wait for what one probe or request should bring, in milliseconds, unless a run says otherwise. */
  readonly budgetMs?: number;
  /** People type in what it is provisioned with, from a worksheet (`cmbac provision plan`). Left out: `start` and `reset` do it. */
  readonly worksheet?: Worksheet;
  /** Where other servers must be so that it finds them. Left out: it is told in each run. */
  readonly outside?: Outside;
  /**
   * The secrets of its components, by domain as it calls them. Left out: each run makes its own.
   *
   * @throws EnvironmentFault where one of them cannot be read.
   */
  componentSecrets?(): Readonly<Record<string, string>>;
  /** The heads of the verbs it can carry out: `U`, `Srv.clr`. What is not here makes a scenario `unsupported`. */
  readonly verbs: ReadonlySet<string>;
  readonly features: ReadonlySet<string>;
  /** Why it lacks something on this machine, `verb Dir` or `feature directory`: what is not installed. Left out: nothing. */
  readonly without?: ReadonlyMap<string, string>;
  /**
   * Where its clients connect who are at home in a domain, known before a word is said to it. Left out: `start` tells.
   *
   * @throws EnvironmentFault when the certificates that are believed cannot be read.
   */
  entrance?(domain: string): RunningTarget['client'] & { readonly tls: 'starttls' | 'direct' };
  /**
   * Start it, ready to take connections.
   * @throws EnvironmentFault with one sentence when it cannot run here (no binary, port taken).
   */
  start(deployment: Deployment): Promise<RunningTarget>;
}

/** What a server that is there already calls what scenarios call `a.test`, and the accounts that it has for their users. */
export interface Naming {
  /** `a.test` → `alpha.lab`, `muc.a.test` → `rooms.alpha.lab`: a domain that is missing keeps its name. */
  readonly domains: Readonly<Record<string, string>>;
  /** The domains of scenarios that it has not: who needs one of them cannot be asked. */
  readonly without?: readonly string[];
  /** `u-r`, or `u-r@a2.test` → the local part of its account. */
  account(user: string): string;
  /**
   * Left out: each run makes its own.
   *
   * @throws EnvironmentFault where the secret that holds it cannot be read.
   */
  password?(user: string): string;
}

/** The surroundings of a server that was told of other servers before the run, and is told nothing in it. */
export interface Outside {
  /** Where the servers that the harness plays take streams: an address of this machine. */
  readonly listen: Place;
  /** The port of the name server there (UDP). Left out: people have told it where they are. */
  readonly nameServerPort?: number;
  /**
   * Signs their certificates.
   *
   * @throws EnvironmentFault where it cannot be read, or signs nothing.
   */
  authority(): Authority;
  /**
   * PEM of the authorities that they believe besides that one.
   *
   * @throws EnvironmentFault where they cannot be read.
   */
  believed(): string;
}

/** What people have to know who provision a server by hand. */
export interface Worksheet {
  /** How the server wants a clearance written. */
  readonly clearances: 'words' | 'x501' | 'stanag4774' | 'ldif';
  /** The attribute of a directory entry that holds one. */
  readonly attribute?: string;
  /** What the entries of users stand below: `ou=people,dc=alpha,dc=lab`. */
  readonly base?: string;
  /** Where the passwords of accounts are kept, in words, and never one of them. */
  readonly passwords?: string;
  /** What stands above the sheet: how this product is told such things. */
  readonly instructions?: string;
  /** Where the servers that the harness plays are to be found, and the file with the authority (PEM) that signs for them. */
  readonly others?: Pick<Outside, 'listen' | 'nameServerPort'> & { readonly ca: string };
  /** Where components connect, and in words where the secret of each is, by its domain in scenarios. */
  readonly components?: { readonly place: Place; readonly secrets: Readonly<Record<string, string>> };
}

/** What a target is started with. */
export interface Deployment {
  /** A folder of its own, removed after the run. */
  readonly folder: string;
  readonly domain: string;
  /** Its domains for rooms; left out: `muc.` and `muc2.` before its own. */
  readonly rooms?: readonly string[];
  /** What the deployment's name server says; left out: it knows no name. */
  readonly names?: Names;
  /** Password by user name, of another domain as `rita@a2.test`: the same accounts for every scenario. */
  readonly accounts: Readonly<Record<string, string>>;
  /** The clearance that the server's certificate states: base64 of an X.501 Clearance. Left out: it states none. */
  readonly certificateClearance?: string;
  readonly provision: Provision;
  readonly faults: readonly string[];
  /** How it federates with the other servers of the run; left out: with nobody. */
  readonly federation?: Federation;
  /** The secrets of its components, by domain; left out: it has none. */
  readonly components?: Readonly<Record<string, string>>;
}

/** What a server is given to exchange stanzas with the others of its run. */
export interface Federation {
  /** Where it takes their streams, on 127.0.0.1: the run chose it, so that they could be told before it runs. */
  readonly port: number;
  /** Where the others take streams for each of their domains, rooms' domains too. */
  readonly routes: Readonly<Record<string, Place>>;
  /** `127.0.0.1:40053`: says the same by SRV records whose targets are addresses, for who asks a name server. */
  readonly nameServer: string;
  /** Its certificates are the ones that are believed, in both directions. */
  readonly authority: Authority;
  /** Servers are believed who answer for their domain where it is found (XEP-0220), whatever their certificates say. */
  readonly dialback?: true;
}

export interface Place {
  readonly host: string;
  readonly port: number;
}

/** The certificate authority of a run. */
export interface Authority {
  /** PEM. */
  readonly ca: string;
  /**
   * A certificate for these domains, the first of which it is named after; it states the clearance (base64 of X.501) that is
   * given, and is valid around `at`, left out: now. PEM.
   */
  issue(
    domains: readonly string[],
    clearance?: string,
    at?: Date,
  ): Promise<{ certificate: string; key: string }>;
}

/** What a name server says of IPv4 addresses and of names, true or not. */
export interface Names {
  /** The name that an address claims to have. */
  readonly claims: Readonly<Record<string, string>>;
  /** The addresses that a name has. */
  readonly hosts: Readonly<Record<string, readonly string[]>>;
}

export interface RunningTarget {
  readonly product: string;
  readonly version: string;
  /** The image of a container, with its digest. */
  readonly image?: string;
  /** From the start of the server until it answered clients, in milliseconds; left out: it ran before. */
  readonly startMs?: number;
  /** The last lines that the server has written to its log, where it can be read. */
  log?(): readonly string[];
  /** Where clients connect, and the certificate authority (PEM) that its certificate is to be checked against. */
  readonly client: {
    readonly host: string;
    readonly port: number;
    readonly domain: string;
    readonly ca: string;
  };
  /** Direct TLS, where it has it. */
  readonly clientTls?: { readonly host: string; readonly port: number };
  /** Where its components connect, by domain, if it has any. */
  readonly components?: Readonly<Record<string, Place>>;
  /** Where it takes streams of other servers, if it federates. */
  readonly peer?: Place;
  /** Where clients come in otherwise, as far as its features say that they can. */
  readonly entrances?: Readonly<Partial<Record<Entrance, { readonly host: string; readonly port: number }>>>;
  /**
   * Bring it to exactly this provisioning, with no session, offline message, roster or archive left of the scenario before. `company`:
   * for a server that only its own users can tidy.
   */
  reset(provision: Provision, company?: Company): Promise<void>;
  /** Change some values in the running server. */
  provision(change: Provision): Promise<void>;
  stop(): Promise<void>;
}

/** Who and what there will be in a scenario. */
export interface Company {
  readonly users: readonly AccountAt[];
  /** Addresses of the rooms that it makes, and the owner of each. */
  readonly rooms: ReadonlyMap<string, AccountAt>;
  /** Sessions whose connections its steps cut: the server may keep them. */
  readonly cut: readonly (AccountAt & { readonly resource: string })[];
  /** The other servers that the harness plays in it. */
  readonly neighbours: readonly Neighbour[];
}

/** A server that the harness plays beside the one under test. */
export interface Neighbour {
  readonly domain: string;
  /** What has come to it from the server under test since the scenario before. */
  readonly seen: () => 'nothing' | 'a connection' | 'a stream';
}

/** An account of a server. */
export interface AccountAt {
  readonly user: string;
  readonly domain: string;
  readonly password: string;
}

/** The machine's or the harness's fault, not the server's: exit code 4. The message is one sentence with the mend. */
export class EnvironmentFault extends Error {
  override readonly name = 'EnvironmentFault';
}

/** The server does not take a provisioning. A fault of the harness, unless a scenario wants to see just that. */
export class ProvisionRefused extends EnvironmentFault {}
