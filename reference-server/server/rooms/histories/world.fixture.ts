import type { Element } from '#xml';
import { readFaults } from '../../../enforcement/faults/faults.ts';
import type { FaultName, Origin } from '../../../enforcement/index.ts';
import { endClosedSubscriptions, evictUncleared, leaveAllRooms, Rooms } from '../../../services/index.ts';
import {
  ClientStream,
  type DomainPair,
  type Jid,
  type Outgoing,
  type PeerFailure,
  parseJid,
} from '../../../xmpp/index.ts';
import { jid, readElement, readPeerElement } from '../../../xmpp/read.fixture.ts';
import type { Channel } from '../../../xmpp/stream/channel.ts';
import type { AdminPort } from '../../admin.ts';
import { ClientSession } from '../../client-session.ts';
import { Federation, type PeerRoutes } from '../../federation/federation.ts';
import { receiveFromPeer } from '../../federation/receive-from-peer.ts';
import { ImDomain } from '../../im-domain.ts';
import { ImServer } from '../../im-server.ts';
import { adminPort } from '../../live-provisioning.ts';
import { resumeSession } from '../../management/resume-session.ts';
import { takeManagement } from '../../management/take-management.ts';
import { moveSession } from '../../move-session.ts';
import { place, policies } from '../../provision/provision.fixture.ts';
import { readProvision } from '../../provision/read-provision.ts';
import type { ProvisionVerbs } from '../../provision/verbs.ts';
import { receive } from '../../receive.ts';
import { Store } from '../../store.ts';

/** How a world is broken. */
export interface Breakage {
  readonly faults?: readonly FaultName[];
  /** Every stream brings each message twice. */
  readonly isDoubled?: boolean;
}

const domains = ['a.test'];
const roomDomains = ['muc.a.test'];

/** A server with rooms and nothing under it: what it writes to a session is kept until somebody asks. */
export class World {
  readonly domain: ImDomain;
  readonly mistakes: unknown[] = [];
  readonly #admin: AdminPort;
  readonly #store = new Store(':memory:');
  readonly #isDoubled: boolean;
  readonly #routes: Routes;
  #seconds = 0;

  /** `accounts`: bare JIDs; whoever has a session needs none. */
  constructor(
    verbs: ProvisionVerbs,
    { faults = [], isDoubled = false }: Breakage = {},
    accounts: readonly string[] = [],
  ) {
    const where = { ...place, domains, roomDomains };
    const initial = { Pol: policies, ...verbs };
    const parts = {
      domains: new Set(domains),
      product: { name: 'test', version: '1' },
      accounts: new Set(accounts),
      rooms: new Rooms(roomDomains),
      store: this.#store,
      bindingVersions: ['1:0'],
      faults: readFaults(faults),
      namesOf: () => Promise.resolve([]),
      writeAudit: () => undefined,
      report: (mistake: unknown) => this.mistakes.push(mistake),
      now: () => new Date(Date.UTC(2026, 10, 22, 0, 0, (this.#seconds += 1))),
    };
    const server = new ImServer(parts, readProvision(initial, where));
    this.domain = new ImDomain('a.test', server);
    this.#routes = new Routes(isDoubled);
    server.federation = new Federation(this.#routes, this.domain);
    this.#admin = adminPort(server, this.domain, initial, where);
    this.#isDoubled = isDoubled;
    server.whenClearancesChange = () => {
      evictUncleared(this.domain);
      endClosedSubscriptions(this.domain);
    };
  }

  /** Somebody at a peer. */
  remote(full: string): RemoteClient {
    return new RemoteClient(jid(full), this.#routes, this.domain);
  }

  /** What goes to a peer waits, until it is let go. */
  hold(peer: string): void {
    this.#routes.held.add(peer);
  }

  letGo(peer: string): void {
    this.#routes.letGo(peer);
  }

  /** What waits for a peer cannot be sent. */
  fail(peer: string, why: PeerFailure): void {
    this.#routes.fail(peer, why);
  }

  connect(full: string, origin: Origin, lang?: string): Client {
    const line = new Line(this.#isDoubled);
    const session = new ClientSession(
      { jid: jid(full), ...(lang !== undefined && { lang }) },
      origin,
      line.stream,
    );
    this.domain.sessions.add(session);
    takeManagement(session, { kind: 'enable', resume: true }, 300);
    return new Client(session, line, this.domain);
  }

  provision(verbs: ProvisionVerbs): void {
    this.#admin.change(verbs);
  }

  close(): void {
    this.#store.close();
  }
}

/** A client that reads all it is sent. */
export class Client {
  readonly session: ClientSession;
  readonly #domain: ImDomain;
  #line: Line;

  constructor(session: ClientSession, line: Line, domain: ImDomain) {
    this.session = session;
    this.#line = line;
    this.#domain = domain;
  }

  says(xml: string): void {
    receive(this.session, readElement(xml), this.#domain);
  }

  /** What came since it was last asked. */
  heard(): string {
    const heard = this.#line.texts.splice(0).join('');
    const { management } = this.session;
    if (management !== undefined && this.#line.isUp) {
      management.unacknowledged.takeAll();
      management.isAsked = false;
    }
    return heard;
  }

  moves(origin: Origin): void {
    moveSession(this.session, origin, this.#domain);
  }

  /** Its connection is gone; the session waits for it. */
  isLost(): void {
    this.#line.isUp = false;
    this.session.lose(300, () => undefined);
  }

  resumes(origin: Origin, isDoubled = false): void {
    this.#line = new Line(isDoubled);
    resumeSession(this.session, { stream: this.#line.stream, origin }, this.#domain);
  }

  /** Its session ends. */
  ends(): void {
    this.#domain.sessions.remove(this.session);
    leaveAllRooms(this.session, this.#domain);
  }
}

/** Somebody at a peer, who reads all that comes for the address. */
export class RemoteClient {
  readonly #jid: Jid;
  readonly #routes: Routes;
  readonly #domain: ImDomain;
  /** What came last of what was said, and has not been answered. */
  #last: Element | undefined;

  constructor(jid: Jid, routes: Routes, domain: ImDomain) {
    this.#jid = jid;
    this.#routes = routes;
    this.#domain = domain;
  }

  says(xml: string): void {
    const text = xml.replace(/^<(\w+)/, `<$1 from='${this.#jid.full}'`);
    const element = readPeerElement(text);
    const to = parseJid(element.attributes['to'] ?? '')?.domain ?? '';
    const from = this.#jid.domain;
    receiveFromPeer(element, { from, to }, { first: from }, this.#domain);
  }

  /** What came since it was last asked. */
  heard(): string {
    const texts = this.#routes.takeFor(this.#jid);
    for (const text of texts) if (text.includes('<body>')) this.#last = readPeerElement(text);
    return texts.join('');
  }

  /** Answers what came last of what was said with this error. */
  answers(condition: string): void {
    const { from = '', id = '' } = this.#last?.attributes ?? {};
    this.#last = undefined;
    this.says(
      `<message type='error' to='${from}' id='${id}'><error type='cancel'><${condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
    );
  }
}

/** What stands for the streams to peers. */
class Routes implements PeerRoutes {
  readonly held = new Set<string>();
  readonly #isDoubled: boolean;
  readonly #waiting: { readonly to: string; readonly outgoing: Outgoing }[] = [];
  readonly #texts: string[] = [];

  constructor(isDoubled: boolean) {
    this.#isDoubled = isDoubled;
  }

  send({ to }: DomainPair, outgoing: Outgoing): void {
    if (this.held.has(to)) this.#waiting.push({ to, outgoing });
    else this.#write(outgoing);
  }

  letGo(peer: string): void {
    this.held.delete(peer);
    const waiting = this.#waiting.splice(0);
    for (const each of waiting) {
      if (each.to === peer) this.#write(each.outgoing);
      else this.#waiting.push(each);
    }
  }

  fail(peer: string, why: PeerFailure): void {
    const failed = this.#waiting.filter(({ to }) => to === peer);
    for (const { outgoing } of failed) outgoing.failed(why);
  }

  reset(): void {
    this.#waiting.length = 0;
  }

  takeFor({ full }: Jid): string[] {
    const isForIt = (text: string): boolean => text.includes(` to='${full}'`);
    const texts = this.#texts.splice(0);
    this.#texts.push(...texts.filter((text) => !isForIt(text)));
    return texts.filter(isForIt);
  }

  #write(outgoing: Outgoing): void {
    const text = outgoing.write();
    if (text === undefined) return;
    this.#texts.push(...(this.#isDoubled && text.includes('<body>') ? [text, text] : [text]));
  }
}

/** What stands for a connection. */
class Line {
  readonly texts: string[] = [];
  readonly stream: ClientStream;
  isUp = true;

  constructor(isDoubled: boolean) {
    const channel: Channel = {
      encrypted: true,
      openStream: () => undefined,
      send: (text) => this.texts.push(...(isDoubled && text.includes('<body>') ? [text, text] : [text])),
      startTls: () => undefined,
      restart: () => undefined,
      settle: () => undefined,
      close: () => undefined,
    };
    const options = {
      domains: new Set(domains),
      starttls: 'none',
      decoySecret: Buffer.alloc(32),
      credentialsOf: () => undefined,
      admit: () => ({ allowed: true }),
      bind: () => undefined,
    } as const;
    this.stream = new ClientStream(() => channel, options, {
      onBound: () => undefined,
      onElement: () => undefined,
      onClosed: () => undefined,
    });
  }
}
