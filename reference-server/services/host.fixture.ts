import type { Departing, Destined, Exempt, Origin, Releasable, Rules } from '../enforcement/index.ts';
import { admitUnlabelled } from '../enforcement/index.ts';
import { rules } from '../enforcement/rules.fixture.ts';
import { type Jid, readStanza, type Stanza, serializeStanza } from '../xmpp/index.ts';
import { jid, readElement } from '../xmpp/read.fixture.ts';
import type { Catalog } from './catalog/catalog-source.ts';
import type { Host } from './host.ts';
import { takePresence } from './im/presence.ts';
import type { ContactState, RosterItem, RosterStore } from './im/roster-store.ts';
import { type Session, Sessions } from './im/sessions.ts';
import { answerIq, type IqService } from './iq.ts';
import type { RoomStore } from './muc/kept/room-store.ts';
import { Rooms } from './muc/rooms.ts';

/** Rosters that are forgotten with the test. */
class Rosters implements RosterStore {
  readonly #items = new Map<string, RosterItem>();

  roster(user: string): readonly RosterItem[] {
    return [...this.#items].filter(([key]) => key.startsWith(`${user} `)).map(([, item]) => item);
  }

  rosterSize(user: string): number {
    return this.roster(user).length;
  }

  contactsOf(user: string, state: ContactState): readonly string[] {
    return this.roster(user).flatMap((item) => (item[state] ? [item.contact] : []));
  }

  rosterItem(user: string, contact: string): RosterItem | undefined {
    return this.#items.get(`${user} ${contact}`);
  }

  putRosterItem(user: string, item: RosterItem): void {
    this.#items.set(`${user} ${item.contact}`, item);
  }

  dropRosterItem(user: string, contact: string): void {
    this.#items.delete(`${user} ${contact}`);
  }
}

export interface HostWish {
  readonly rules?: Rules;
  readonly catalog?: Catalog;
  /** Local parts; juliet and romeo when left out. */
  readonly accounts?: readonly string[];
  /** Left out: rooms are forgotten with the test. */
  readonly roomStore?: RoomStore;
}

/** A domain a.test whose sessions write down what they get. */
export class TestHost implements Host {
  readonly domain = 'a.test';
  readonly product = { name: 'the server', version: '1.2.3' };
  #rules: Rules;
  /** The checks that refused something. */
  readonly audited: string[] = [];
  readonly audit: Host['audit'] = (_stanza, { check }) => {
    this.audited.push(check);
  };
  /** What is kept for whom. */
  readonly kept: string[] = [];
  readonly sessions = new Sessions();
  readonly rosters = new Rosters();
  readonly rooms: Rooms;
  readonly catalogs: Host['catalogs'];
  readonly #accounts: ReadonlySet<string>;
  readonly #received = new Map<Session, string[]>();
  readonly #remotes = new Map<string, Session>();

  constructor({ rules: given = rules(), catalog, accounts = ['juliet', 'romeo'], roomStore }: HostWish = {}) {
    this.rooms = new Rooms(['muc.a.test'], roomStore === undefined ? {} : { store: roomStore });
    this.#rules = withOwners(given, this.rooms);
    this.catalogs = { of: (domain) => (domain === this.domain ? catalog : undefined) };
    this.#accounts = new Set(accounts.map((local) => `${local}@a.test`));
  }

  get rules(): Rules {
    return this.#rules;
  }

  set rules(given: Rules) {
    this.#rules = withOwners(given, this.rooms);
  }

  serves(domain: string): boolean {
    return domain === this.domain;
  }

  /** At `peer.test` somebody is at each address. */
  reach(full: Jid): Session | undefined {
    const own = this.sessions.find(full);
    return own === undefined && full.domain.endsWith('peer.test') ? this.remote(full.full) : own;
  }

  hasAccount(bareJid: string): boolean {
    return this.#accounts.has(bareJid);
  }

  deliver(session: Session, { stanza }: Exempt): void {
    this.#received.get(session)?.push(serializeStanza(stanza).replaceAll('"', "'"));
  }

  release(session: Session, { stanza }: Releasable | Departing): void {
    this.#received.get(session)?.push(serializeStanza(stanza).replaceAll('"', "'"));
  }

  keep({ stanza }: Destined, user: string): void {
    this.kept.push(`${user} ${serializeStanza(stanza).replaceAll('"', "'")}`);
  }

  report(mistake: unknown): void {
    throw mistake;
  }

  /** Somebody at a peer. */
  remote(full: string): Session {
    const known = this.#remotes.get(full);
    if (known !== undefined) return known;
    const remote = this.connect(full, { address: '', names: [] });
    this.sessions.remove(remote);
    const session: Session = Object.assign(remote, { peer: remote.jid.domain });
    this.#remotes.set(full, session);
    return session;
  }

  /** A session of an account, connected and silent. */
  connect(full: string, origin: Origin = { address: '127.0.0.1', names: [] }): Session {
    const session: Session = {
      jid: jid(full),
      origin,
      presence: undefined,
      priority: 0,
      interested: false,
      wantsCopies: false,
      directed: new Map<string, Jid>(),
    };
    this.sessions.add(session);
    this.#received.set(session, []);
    return session;
  }

  /** A session that is available, with what that brought it forgotten. */
  online(full: string): Session {
    const session = this.connect(full);
    this.send(session, '<presence/>');
    this.received(session);
    return session;
  }

  /** Sends a presence. */
  send(session: Session, xml: string): void {
    const ruling = admitUnlabelled(stanzaOf(session, xml), this.rules);
    if (!ruling.allowed) throw new Error('a labelled presence');
    takePresence(session, ruling.message, this);
  }

  /** What a session got since it was last asked. */
  received(session: Session): readonly string[] {
    return this.#received.get(session)?.splice(0) ?? [];
  }

  /** The answer to a request, or nothing. */
  ask(session: Session, xml: string, services: readonly IqService[]): string | undefined {
    const stanza = stanzaOf(session, xml);
    const [payload] = stanza.element.children;
    if (typeof payload !== 'object') throw new Error('no payload');
    const { to } = stanza;
    const at =
      to?.local === ''
        ? 'server'
        : to === undefined || to.bare === session.jid.bare
          ? 'own-account'
          : 'other-account';
    const answer = answerIq(services, { stanza, payload, session, at }, this);
    return answer && serializeStanza(answer.stanza).replaceAll('"', "'");
  }
}

/** What the owners of a room set limits it too, as in the server. */
function withOwners(given: Rules, rooms: Rooms): Rules {
  const of = (bareJid: string): ReturnType<Rules['rooms']['of']> => {
    const labels = rooms.at(jid(bareJid))?.labels ?? {};
    const isLimited = Object.keys(labels).length > 0;
    return isLimited ? given.rooms.wouldBe(bareJid, labels) : given.rooms.of(bareJid);
  };
  return { ...given, rooms: { ...given.rooms, of } };
}

function stanzaOf(session: Session, xml: string): Stanza {
  const stanza = readStanza(readElement(xml), session.jid);
  if ('refused' in stanza) throw new Error(stanza.refused);
  return stanza;
}

/** The errors that services answer with, as they are written. */
export function errorTo(id: string, from: string, to: string, type: string, condition: string): string {
  return `<iq from='${from}' to='${to}' id='${id}' type='error'><error type='${type}'><${condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>`;
}
