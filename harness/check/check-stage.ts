import { randomBytes } from 'node:crypto';
import { childElements, type Element } from '#xml';
import { type Account, type ClientEndpoint, openSession } from '../actors/index.ts';
import type { Fixtures } from '../fixtures/index.ts';
import type { PeerHost } from '../peers/index.ts';
import type { RunningTarget, TargetDriver } from '../targets/index.ts';
import { FeaturesKept, ProbeSession } from './probe-session.ts';

/** What a check is made with. */
export interface CheckSetting {
  readonly driver: TargetDriver;
  readonly target: RunningTarget;
  /** In the words of the target. */
  readonly fixtures: Fixtures;
  /** The users of scenarios that it has accounts for, and what it calls each. */
  readonly users: ReadonlyMap<string, string>;
  /** Password by user, as the target names users. */
  readonly passwords: Readonly<Record<string, string>>;
  /** Longest wait for one answer, in milliseconds. */
  readonly budgetMs: number;
  /** Secrets of components by domain; left out: it was given none. */
  readonly components?: Readonly<Record<string, string>> | undefined;
  /** What plays other servers; left out: nothing does. */
  readonly host?: PeerHost | undefined;
}

/** How a session is opened, where it is not the usual way. */
export interface SessionWishes {
  readonly endpoint?: Partial<ClientEndpoint>;
  readonly kind?: 'raw' | 'client';
  readonly resumes?: Account['resumes'];
}

/** What came of one message. */
export type Fate = { readonly at: Element } | 'refused' | 'withheld' | 'no fence';

/** One server, and whoever speaks to it in one probe. */
export class CheckStage {
  readonly setting: CheckSetting;
  readonly #sessions: ProbeSession[] = [];

  constructor(setting: CheckSetting) {
    this.setting = setting;
  }

  get domain(): string {
    return this.setting.target.client.domain;
  }

  /** The domain of its rooms. */
  get rooms(): string {
    return this.setting.fixtures.base.rooms[0] ?? `muc.${this.domain}`;
  }

  /** Where clients connect, for the first domain. */
  get endpoint(): ClientEndpoint {
    const { client, clientTls } = this.setting.target;
    return clientTls ? { ...client, ...clientTls, tls: 'direct' } : { ...client, tls: 'starttls' };
  }

  /** The account of a user of scenarios (`u-s`, `u-s@a2.test`), and the domain that it logs in to. */
  accountOf(user: string): { readonly user: string; readonly password: string; readonly domain: string } {
    const { users, passwords } = this.setting;
    const named = users.get(user) ?? user;
    const [local = '', domain = this.domain] = named.split('@');
    return { user: local, password: passwords[named] ?? '', domain };
  }

  /** @throws SessionError when the server refuses it. */
  async session(user: string, wishes: SessionWishes = {}): Promise<ProbeSession> {
    const { budgetMs } = this.setting;
    const { domain, ...account } = this.accountOf(user);
    const observer = new FeaturesKept();
    const endpoint = { ...this.endpoint, domain, ...wishes.endpoint };
    const { resumes } = wishes;
    const actor = await openSession[wishes.kind ?? 'raw'](
      user,
      { ...account, resource: newWord(), ...(resumes && { resumes }) },
      endpoint,
      observer,
      this.signal(),
    );
    const session = new ProbeSession(actor, observer.features, budgetMs);
    this.#sessions.push(session);
    return session;
  }

  /** The same, and available. */
  async online(user: string, wishes?: SessionWishes): Promise<ProbeSession> {
    const session = await this.session(user, wishes);
    await session.comeOnline();
    return session;
  }

  /** Ends a wait when the time for one session to open is over: ten times that for an answer. */
  signal(): AbortSignal {
    return AbortSignal.timeout(this.setting.budgetMs * 10);
  }

  /** A label as a message carries it: that of lowest classification, which everybody whom probes speak for may use. */
  get label(): string {
    return this.setting.fixtures.labelElement('A-U');
  }

  /**
   * Sends a message, then a permitted one by the same way, and waits for both: where the second came and the first did not,
   * the first was withheld.
   */
  async fateOf(
    from: ProbeSession,
    to: ProbeSession,
    content: string,
    { address = to.jid, type = 'chat' }: { readonly address?: string; readonly type?: string } = {},
  ): Promise<Fate> {
    const [probe, fence] = [newWord(), newWord()];
    const [sentSince, cameSince] = [from.count, to.count];
    from.send(`<message to='${address}' type='${type}' id='${probe}'>${content}</message>`);
    from.send(
      `<message to='${address}' type='chat' id='${fence}'><body>${fence}</body>${this.label}</message>`,
    );
    const isProbe = (one: Element): boolean => one.name === 'message' && one.attributes['id'] === probe;
    const came = await to.next((one) => isProbe(one) || one.attributes['id'] === fence, cameSince);
    if (came !== undefined && isProbe(came)) return { at: came };
    if (from.has((one) => isProbe(one) && one.attributes['type'] === 'error', sentSince)) return 'refused';
    return came === undefined ? 'no fence' : 'withheld';
  }

  async closeAll(): Promise<void> {
    await Promise.all(this.#sessions.splice(0).map((session) => session.close()));
  }
}

/** A word that nobody has said before. */
export function newWord(): string {
  return `w${randomBytes(9).toString('hex')}`;
}

export function isResult(answer: Element | undefined): answer is Element {
  return answer?.attributes['type'] === 'result';
}

/** `result`, `service-unavailable`, `no answer`: an answer in one word. */
export function wordFor(answer: Element | undefined): string {
  if (answer === undefined) return 'no answer';
  if (answer.attributes['type'] !== 'error') return answer.attributes['type'] ?? answer.name;
  const error = childElements(answer).find(({ name }) => name === 'error');
  const condition = error && childElements(error).find(({ name }) => name !== 'text');
  return condition?.name ?? 'an error without a condition';
}
