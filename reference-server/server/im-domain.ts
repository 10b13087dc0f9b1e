import {
  type Audit,
  type AuditRecord,
  auditRecord,
  type Exempt,
  type Faults,
  type Rules,
} from '../enforcement/index.ts';
import type { CatalogSource, Host, Session } from '../services/index.ts';
import { Sessions } from '../services/index.ts';
import type { StreamError } from '../xmpp/index.ts';
import type { ClientSession } from './client-session.ts';
import { deliver } from './deliver.ts';
import { clearanceSource } from './provision/clearance-source.ts';
import type { Provisioned } from './provision/provisioned.ts';
import type { Store } from './store.ts';

/** What an IM domain is made of. */
export interface ImDomainParts {
  readonly domain: string;
  readonly product: { readonly name: string; readonly version: string };
  /** Bare JIDs. */
  readonly accounts: ReadonlySet<string>;
  readonly store: Store;
  /** Versions of the STANAG 4778 profile for XMPP that are read. */
  readonly bindingVersions: readonly string[];
  readonly faults: Faults;
  readonly writeAudit: (record: AuditRecord) => void;
  readonly report: (mistake: unknown) => void;
  readonly now: () => Date;
}

/** One IM domain while it runs: its sessions, its store, and the rules in force. */
export class ImDomain implements Host {
  readonly sessions = new Sessions<ClientSession>();
  readonly audit: Audit;
  readonly #parts: ImDomainParts;
  #rules: Rules;
  #catalogs: Provisioned['catalogs'];

  constructor(parts: ImDomainParts, provisioned: Provisioned) {
    this.#parts = parts;
    this.#rules = rulesOf(provisioned, parts);
    this.#catalogs = provisioned.catalogs;
    this.audit = (stanza, refusal) => {
      parts.writeAudit(auditRecord(stanza, refusal, parts.now()));
    };
  }

  get domain(): string {
    return this.#parts.domain;
  }

  get product(): ImDomainParts['product'] {
    return this.#parts.product;
  }

  get store(): Store {
    return this.#parts.store;
  }

  get rosters(): Store {
    return this.#parts.store;
  }

  get rules(): Rules {
    return this.#rules;
  }

  get catalogs(): CatalogSource {
    return { of: (domain) => this.#catalogs.get(domain) };
  }

  hasAccount(bareJid: string): boolean {
    return this.#parts.accounts.has(bareJid);
  }

  deliver(session: Session, stanza: Exempt): void {
    const bound = this.sessions.find(session.jid);
    if (bound !== undefined) deliver(bound, stanza, this.#rules);
  }

  /** Our own mistake: written to the log, never to a client. */
  report(mistake: unknown): void {
    this.#parts.report(mistake);
  }

  endSessions(reason: StreamError): void {
    for (const session of this.sessions.all()) session.close(reason);
  }

  /** From the next stanza on, this holds. */
  provision(provisioned: Provisioned): void {
    this.#rules = rulesOf(provisioned, this.#parts);
    this.#catalogs = provisioned.catalogs;
  }
}

function rulesOf(provisioned: Provisioned, { faults, now, bindingVersions }: ImDomainParts): Rules {
  const { policies, marking, stamp, catalogs } = provisioned;
  const clearances = clearanceSource(provisioned, faults);
  return {
    policies,
    clearances,
    marking,
    stamp,
    restrictedTo: (domain) => restriction(catalogs.get(domain), clearances),
    bindingVersions,
    now,
    faults,
  };
}

/** An item without a label offers to use none: then the default label is one of those on offer. */
function restriction(
  catalog: ReturnType<Provisioned['catalogs']['get']>,
  clearances: Rules['clearances'],
): ReturnType<Rules['restrictedTo']> {
  if (catalog?.restrict !== true) return undefined;
  return catalog.entries.flatMap(({ label = clearances.defaultLabel() }) =>
    label === undefined ? [] : [label],
  );
}
