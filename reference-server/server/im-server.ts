import {
  type Audit,
  type AuditRecord,
  accessRecord,
  accessText,
  auditRecord,
  checkAccess,
  type Faults,
  limitsAccess,
  type Origin,
  type Refusal,
  type Rules,
  refusedByMistake,
  type Visitor,
} from '../enforcement/index.ts';
import { type CatalogSource, type Rooms, Sessions } from '../services/index.ts';
import { type Admission, StreamError } from '../xmpp/index.ts';
import type { ClientSession } from './client-session.ts';
import type { Directory } from './directory/directory.ts';
import type { WayToPeers } from './federation/way-to-peers.ts';
import type { NameLookup } from './locations/confirmed-names.ts';
import { findOrigin } from './locations/find-origin.ts';
import { clearanceSource } from './provision/clearance-source.ts';
import { peerSource } from './provision/peer-source.ts';
import type { Provisioned } from './provision/provisioned.ts';
import { roomSource } from './provision/room-source.ts';
import type { Store } from './store.ts';

/** What a server is made of. */
export interface ImServerParts {
  /** The IM domains that it serves. */
  readonly domains: ReadonlySet<string>;
  readonly product: { readonly name: string; readonly version: string };
  /** Bare JIDs, of all domains. */
  readonly accounts: ReadonlySet<string>;
  readonly store: Store;
  readonly rooms: Rooms;
  /** Versions of the STANAG 4778 profile for XMPP that are read. */
  readonly bindingVersions: readonly string[];
  /** Where there is one: it knows users, and what they are cleared for. */
  readonly directory?: Directory;
  readonly faults: Faults;
  /** Names of an address that confirm it. */
  readonly namesOf: NameLookup;
  readonly writeAudit: (record: AuditRecord) => void;
  readonly report: (mistake: unknown) => void;
  readonly now: () => Date;
}

/** What the domains of one server share while it runs: sessions, store, and the rules in force. */
export class ImServer {
  readonly parts: ImServerParts;
  readonly sessions = new Sessions<ClientSession>();
  readonly catalogs: CatalogSource = { of: (domain) => this.#catalogs.get(domain) };
  readonly audit: Audit;
  /** The way to other servers and to components, once there is one. */
  federation: WayToPeers | undefined;
  /** Called whenever clearances or labels may mean something else than before: what rests on them is looked at again. */
  whenClearancesChange: () => void = () => undefined;
  #rules: Rules;
  #catalogs: Provisioned['catalogs'];
  #locations: Provisioned['locations'];

  constructor(parts: ImServerParts, provisioned: Provisioned) {
    this.parts = parts;
    this.#rules = rulesOf(provisioned, parts);
    this.#catalogs = provisioned.catalogs;
    this.#locations = provisioned.locations;
    this.audit = (stanza, refusal) => {
      parts.writeAudit(auditRecord(stanza, refusal, parts.now()));
    };
  }

  get rules(): Rules {
    return this.#rules;
  }

  hasAccount(bareJid: string): boolean {
    const { accounts, directory } = this.parts;
    return accounts.has(bareJid) || directory?.hasAccount(bareJid) === true;
  }

  /** Where a connection whose other end has this address comes from. */
  originOf(remoteAddress: string): Promise<Origin> {
    return findOrigin(remoteAddress, this.#locations, this.parts);
  }

  /** May this user have a session, from that place? A refusal is written down, and the user told no reason. */
  admit(visitor: Visitor): Admission {
    const refusal = this.#accessRefusal(visitor);
    if (refusal === undefined) return { allowed: true };
    const { writeAudit, now } = this.parts;
    writeAudit(accessRecord('session-refused', visitor, refusal, now()));
    const text = accessText(refusal, this.#rules);
    return { allowed: false, text, isTemporary: refusal.kind === 'unavailable' };
  }

  /**
   * Ends the sessions whose users may have none any longer. None of them gets anything more: all are taken out before the
   * first of them ends, which others may be told of.
   */
  endUncleared(): void {
    for (const look of [this.#endUnclearedSessions.bind(this), this.whenClearancesChange]) {
      try {
        look();
      } catch (mistake) {
        this.parts.report(mistake);
      }
    }
  }

  /** The same of one session, which has moved. */
  endIfUncleared(session: ClientSession): void {
    this.#endUnclearedSessions([session]);
  }

  #endUnclearedSessions(sessions: readonly ClientSession[] = this.sessions.all()): void {
    const canEnd = limitsAccess(this.#rules) || this.parts.directory !== undefined;
    if (!canEnd || this.#rules.faults.has('access.live')) return;
    const ended = sessions.flatMap((session) => {
      const refusal = this.#accessRefusal(session);
      return refusal === undefined ? [] : [{ session, refusal }];
    });
    for (const { session } of ended) this.sessions.remove(session);
    for (const { session, refusal } of ended)
      session.close(new StreamError('policy-violation', accessText(refusal, this.#rules)));
    const { writeAudit, now } = this.parts;
    for (const { session, refusal } of ended)
      writeAudit(accessRecord('session-ended', session, refusal, now()));
  }

  endSessions(reason?: StreamError): void {
    for (const session of this.sessions.all()) session.close(reason);
  }

  /** From the next stanza on, this holds; sessions that it allows no longer end before. */
  provision(provisioned: Provisioned): void {
    this.#rules = rulesOf(provisioned, this.parts);
    this.#catalogs = provisioned.catalogs;
    this.#locations = provisioned.locations;
    this.endUncleared();
  }

  #isGone({ jid }: Visitor): boolean {
    return this.parts.directory !== undefined && !this.hasAccount(jid.bare);
  }

  /** In doubt, deny: a mistake of ours refuses the session like any other denial. */
  #accessRefusal(visitor: Visitor): Refusal | undefined {
    try {
      return this.#isGone(visitor) ? gone : checkAccess(visitor, this.#rules);
    } catch (mistake) {
      this.parts.report(mistake);
      return refusedByMistake('access');
    }
  }
}

/** A user whom the directory let in and has no longer, or not yet where this server last read it: no default clearance stands in. */
const gone: Refusal = {
  allowed: false,
  kind: 'unavailable',
  check: 'access',
  reasons: [{ kind: 'rule', rule: 'the directory, as it was last read, does not have the user' }],
};

function rulesOf(
  provisioned: Provisioned,
  { faults, now, bindingVersions, directory, rooms, domains }: ImServerParts,
): Rules {
  directory?.governedBy(provisioned.policies);
  directory?.use(provisioned.usesDirectory);
  const { policies, access, marking, stamp, catalogs } = provisioned;
  const clearances = clearanceSource(provisioned, faults, directory);
  return {
    policies,
    clearances,
    access,
    peers: peerSource(provisioned.peers, (domain) => domains.has(domain) || rooms.serves(domain), faults),
    rooms: roomSource(provisioned.rooms, rooms, { policies, now, faults }),
    marking,
    stamp,
    presenceLabels: provisioned.presenceLabels,
    denials: provisioned.denials,
    catalogReveals: provisioned.catalogReveals,
    iq: provisioned.iq,
    announcers: provisioned.announcers,
    withheld: provisioned.withheld,
    storedLabel: provisioned.storedLabel,
    contentFree: provisioned.contentFree,
    subject: provisioned.subject,
    restrictedTo: (domain) => restriction(catalogs.get(domain), clearances),
    bindingVersions,
    syntaxes: provisioned.syntaxes,
    unknownLabel: provisioned.unknownLabel,
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
