import {
  type Account,
  type Actor,
  Components,
  type ManagedStream,
  type Observer,
  openSession,
  peerCertificate,
  requireSourceAddress,
  SessionError,
  ShutConnection,
} from '../actors/index.ts';
import {
  answersIq,
  arrivalAt,
  holdsNonce,
  shutBeforeStream,
  type TranscriptRecorder,
} from '../observe/index.ts';
import type { Peers } from '../peers/index.ts';
import { Places } from './places.ts';
import { type ComponentRole, jidOf, type PeerRole, type Role } from './role.ts';

/** What sessions are opened with. */
export interface CastOptions {
  /** The domain under test. */
  readonly domain: string;
  /** The servers that the harness plays; left out: none. */
  readonly peers?: Peers | undefined;
  readonly roles: ReadonlyMap<string, Role>;
  readonly recorder: TranscriptRecorder;
  /** An `id` that nobody has used yet. */
  readonly newId: () => string;
  /** Longest wait for the server to take note of a presence, in milliseconds. */
  readonly budgetMs: number;
}

/** Longest wait for a session to be opened, in milliseconds. */
const loginTimeoutMs = 10_000;

/** The sessions of one part: who may come online, and who is. */
export class Cast {
  /** Where actors are in rooms, or asked to be. */
  readonly places = new Places();
  /** Nonces of messages by the word that a step remembers them under. */
  readonly remembered = new Map<string, string>();
  /** For how long the scenario has the server keep lost sessions, or wait for one that is mute, in milliseconds: what depends on that comes later. */
  patienceMs = 0;
  readonly #options: CastOptions;
  readonly #components: Components;
  readonly #online = new Map<string, Actor>();
  /** Sessions that the server has ended. */
  readonly #ended = new WeakSet<Actor>();
  /** Actors whose clients ask for nothing until they move. */
  readonly #paused = new Set<string>();
  readonly #jids = new Map<string, string>();
  /** Sessions whose connections were cut, by actor. */
  readonly #cut = new Map<string, ManagedStream>();
  /** Nonces of what an absent actor must find when it comes back. */
  readonly #kept = new Map<string, readonly string[]>();

  constructor(options: CastOptions) {
    this.#options = options;
    this.#components = new Components((peer, raw) => {
      options.recorder.tell({ kind: 'wire', connection: 0, peer, direction: 'received', raw });
    });
    for (const [name, role] of options.roles) this.#jids.set(name, jidOf(role));
  }

  /** Each actor's full JID: the one it was given, or until then the one that it will ask for. */
  get jids(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#jids);
  }

  /** The session of an actor. @throws SessionError when it is not online. */
  actor(name: string): Actor {
    const actor = this.#online.get(name);
    if (!actor) throw new SessionError(`${name} is not online`);
    return actor;
  }

  /** Has it a session that goes on, as far as is known? */
  isOnline(name: string): boolean {
    const actor = this.#online.get(name);
    return actor !== undefined && !this.#ended.has(actor) && !this.#paused.has(name);
  }

  /** The certificate that an actor's server shows, DER; no session is needed. @throws SessionError when it shows none. */
  certificateFor(name: string): Promise<Buffer> {
    const role = this.#options.roles.get(name);
    if (!role || !('endpoint' in role)) throw new Error(`\`${name}\` has no connection of its own`);
    return peerCertificate(role.endpoint, AbortSignal.timeout(loginTimeoutMs));
  }

  /** What holds the nonce was sent to an absent actor: when it comes online, that is waited for. */
  awaitLater(name: string, nonce: string): void {
    this.#kept.set(name, [...(this.#kept.get(name) ?? []), nonce]);
  }

  jid(name: string): string {
    const jid = this.#jids.get(name);
    if (jid === undefined) throw new Error(`unknown actor \`${name}\``);
    return jid;
  }

  /** The domain of an actor's account: the one under test, or another of the same server. For users of other servers, the one under test. */
  homeOf(name: string): string {
    const role = this.#options.roles.get(name);
    return role !== undefined && 'endpoint' in role ? role.endpoint.domain : this.#options.domain;
  }

  /** The domain of another server that the harness plays and the actor is a user of; `undefined`: it is at the server under test. */
  peerOf(name: string): string | undefined {
    const role = this.#options.roles.get(name);
    return role !== undefined && 'peer' in role ? role.peer : undefined;
  }

  /** The servers that the harness plays. @throws Error when it plays none. */
  get peers(): Peers {
    if (!this.#options.peers) throw new Error('the harness plays no other server here');
    return this.#options.peers;
  }

  /**
   * Opens an actor's session, and makes it available; done when the server has taken note of that. `password`: in place of
   * the account's own.
   *
   * @throws SessionError when the server refuses it; the transcript says so too.
   * @throws SourceAddressError when this machine cannot connect from where the actor should.
   */
  async connect(name: string, password?: string): Promise<void> {
    await this.#open(name, password === undefined ? {} : { password });
  }

  async #open(name: string, otherwise: Partial<Pick<Account, 'password' | 'resumes'>>): Promise<void> {
    const role = this.#options.roles.get(name);
    if (!role) throw new Error(`unknown actor \`${name}\``);
    if ('peer' in role) {
      this.#join(name, role);
      return;
    }
    if ('component' in role) {
      await this.#joinComponent(name, role);
      return;
    }
    const { endpoint } = role;
    if (endpoint.localAddress !== undefined) await requireSourceAddress(endpoint.localAddress);
    const observer = this.#observer(name);
    const timeout = AbortSignal.timeout(loginTimeoutMs);
    try {
      const account = { ...role.account, ...otherwise };
      const actor = await openSession[role.kind](name, account, endpoint, observer, timeout);
      this.#online.set(name, actor);
      void actor.closed.then(() => this.#ended.add(actor));
      this.#jids.set(name, actor.jid);
      const kept = this.#keptFor(actor);
      // A session that goes on is as available as it was
      if (role.presence !== 'none' && !otherwise.resumes) await this.#settle(actor, available(role.presence));
      await kept;
    } catch (error) {
      if (error instanceof ShutConnection) observer.stream('closed', shutBeforeStream);
      else if (error instanceof SessionError) observer.stream('error', error.message);
      throw error;
    }
  }

  /** Nothing is sent yet: a user of another server is heard of when it says something. */
  #join(name: string, { account, peer, kind }: PeerRole): void {
    const { user, resource } = account;
    const isRaw = kind === 'raw';
    const actor = this.peers.join(name, { user, domain: peer, resource, isRaw }, this.#observer(name));
    this.#online.set(name, actor);
  }

  /** Once the component is connected, somebody there is online. @throws SessionError when the server refuses the component */
  async #joinComponent(name: string, { account, component, kind }: ComponentRole): Promise<void> {
    const observer = this.#observer(name);
    const timeout = AbortSignal.timeout(loginTimeoutMs);
    const user = { ...account, isRaw: kind === 'raw' };
    try {
      const actor = await this.#components.join(name, user, component, observer, timeout);
      this.#online.set(name, actor);
      void actor.closed.then(() => this.#ended.add(actor));
    } catch (error) {
      if (error instanceof SessionError) observer.stream('error', error.message);
      throw error;
    }
  }

  /** An actor's client asks for nothing any more. @throws SessionError when its session has ended */
  async pause(name: string): Promise<void> {
    const { roaming } = this.actor(name);
    if (roaming === undefined) throw new Error(`\`${name}\` has a connection, and cannot pause`);
    await roaming.pause();
    this.#paused.add(name);
  }

  /**
   * An actor comes from another address with its next request; done when that is answered and what was sent in a pause has
   * come, or time is up.
   */
  async move(name: string, address: string): Promise<void> {
    const actor = this.actor(name);
    if (actor.roaming === undefined) throw new Error(`\`${name}\` has a connection, and cannot move`);
    await requireSourceAddress(address);
    this.#paused.delete(name);
    const kept = this.#keptFor(actor);
    actor.roaming.moveTo(address);
    await this.#settle(actor, '');
    await kept;
  }

  /** Makes an actor unavailable and ends its session. */
  async disconnect(name: string): Promise<void> {
    const actor = this.actor(name);
    this.#online.delete(name);
    if (this.#isClient(name)) await this.#settle(actor, `<presence type='unavailable'/>`);
    await actor.close();
  }

  /** Ends an actor's session, if it has one, without a word to anybody. */
  async drop(name: string): Promise<void> {
    const actor = this.#online.get(name);
    this.#online.delete(name);
    await actor?.close();
  }

  /** Cuts an actor's connection, and leaves the session to the server. @throws SessionError when it is not online. */
  async cut(name: string): Promise<void> {
    const actor = this.actor(name);
    if (actor.drop === undefined) throw new Error(`\`${name}\` is not of kind raw`);
    this.#online.delete(name);
    await actor.drop();
    if (actor.management) this.#cut.set(name, actor.management);
  }

  /**
   * Opens a connection as this actor, and resumes the session of one whose connection was cut. What was sent to it meanwhile is
   * not waited for.
   *
   * @throws SessionError when the server refuses it; the transcript says so too.
   */
  async resume(name: string, of: string, has: 'all' | 'acknowledged'): Promise<void> {
    const resumes = this.#cut.get(of)?.resumable(has);
    if (!resumes) throw new SessionError(`${of} has no session that can be resumed`);
    this.#kept.delete(name);
    await this.#open(name, { resumes });
    this.#cut.delete(of);
  }

  /** Ends every session. */
  async disconnectAll(): Promise<void> {
    const actors = [...this.#online.values()];
    this.#online.clear();
    await Promise.all(actors.map((actor) => actor.close()));
  }

  /** Sends a presence, if there is one, and a ping after it: when the ping is answered, the presence was taken note of. */
  async #settle(actor: Actor, presence: string): Promise<void> {
    const { newId, budgetMs } = this.#options;
    const id = newId();
    const domain = this.homeOf(actor.name);
    const answered = arrivalAt(actor, answersIq(id), AbortSignal.timeout(budgetMs));
    if (presence !== '') actor.send(presence);
    actor.send(`<iq type='get' id='${id}' to='${domain}'><ping xmlns='urn:xmpp:ping'/></iq>`);
    await answered;
  }

  /**
   * Listens from now on for what was sent while the actor was away; done when the last of it came, or time is up. Where the
   * server ends the session first, the next one finds the rest.
   */
  async #keptFor(actor: Actor): Promise<void> {
    const nonces = this.#kept.get(actor.name) ?? [];
    this.#kept.delete(actor.name);
    const budget = AbortSignal.timeout(this.#options.budgetMs);
    const came = await Promise.all(nonces.map((nonce) => arrivalAt(actor, holdsNonce(nonce), budget)));
    if (!this.#ended.has(actor)) return;
    for (const nonce of nonces.filter((_, index) => !came[index])) this.awaitLater(actor.name, nonce);
  }

  #isClient(name: string): boolean {
    const role = this.#options.roles.get(name);
    return role !== undefined && 'endpoint' in role;
  }

  #observer(actor: string): Observer {
    const { recorder } = this.#options;
    return {
      stanza: (direction, raw) => {
        recorder.tell({ kind: 'stanza', actor, direction, raw });
      },
      stream: (event, detail) => {
        recorder.tell({ kind: 'stream', actor, event, detail });
      },
    };
  }
}

function available(priority: number): string {
  return priority === 0 ? '<presence/>' : `<presence><priority>${priority}</priority></presence>`;
}
