import { randomBytes } from 'node:crypto';
import {
  type Actor,
  type ClientEndpoint,
  type Observer,
  openSession,
  SessionError,
} from '../actors/index.ts';
import { type TranscriptLine, TranscriptRecorder } from '../observe/index.ts';
import { Audience, noteKeys } from './audience.ts';
import type { MatchMode } from './match.ts';
import type { Character, Script, Step } from './script.ts';

/** How a script is played. */
export interface PlayOptions {
  readonly endpoint: ClientEndpoint;
  readonly mode: MatchMode;
  /** Longest wait for what a step waits for, in milliseconds. */
  readonly budgetMs: number;
  /** The account of a session that nobody in the script sees, there while it is played: a server that resets itself when it is empty never is. */
  readonly keeper: { readonly user: string; readonly password: string };
  /** The account of a character on this server. */
  accountOf(character: Character): { readonly user: string; readonly password: string };
}

/** What passed while a script was played: all that its verdict rests on. */
export interface Performance {
  readonly lines: readonly TranscriptLine[];
  /** What the ids of the private pings begin with. */
  readonly fence: string;
  readonly wallMs: number;
}

/**
 * Plays a script once: one step after the other, until it ends or is decided.
 *
 * What a step sends is written as it stands. After it comes a private ping of the same session, and the next step waits for its
 * answer: the server has taken what was sent before anybody does anything else. Nobody answers by itself.
 *
 * @throws SessionError where the keeper's session cannot be opened
 */
export async function play(script: Script, options: PlayOptions): Promise<Performance> {
  const stage = new Stage(script, options);
  const started = performance.now();
  const keeper = await stage.openKeeper();
  const server = { isGone: false };
  void keeper.closed.then(() => (server.isGone = true));
  try {
    for (const [index, step] of script.steps.entries()) {
      await stage.play(index, step);
      if (server.isGone) stage.lose(index);
      if (stage.audience.isOver) break;
    }
  } finally {
    await stage.close();
    await keeper.close();
  }
  return { lines: stage.recorder.lines, fence: stage.fence, wallMs: performance.now() - started };
}

class Stage {
  readonly fence = `cmbac-${randomBytes(6).toString('hex')}-`;
  readonly recorder = new TranscriptRecorder();
  readonly audience: Audience;
  readonly #script: Script;
  readonly #options: PlayOptions;
  readonly #sessions = new Map<string, Actor>();
  #fences = 0;
  #lineSeen: () => void = () => undefined;

  constructor(script: Script, options: PlayOptions) {
    this.#script = script;
    this.#options = options;
    this.audience = new Audience(script, this.fence, options.mode);
  }

  openKeeper(): Promise<Actor> {
    const { keeper, endpoint } = this.#options;
    const nobody: Observer = { stanza: () => undefined, stream: () => undefined };
    return openSession.silent('keeper', { ...keeper, resource: '' }, endpoint, nobody, this.#patience());
  }

  async play(index: number, step: Step): Promise<void> {
    this.#tell({ kind: 'step', step: index, event: 'begin' });
    switch (step.verb) {
      case 'connects':
        await this.#connect(index, step.who);
        break;
      case 'disconnects':
        await this.#sessions.get(step.who)?.close();
        this.#sessions.delete(step.who);
        break;
      case 'sends':
        await this.#send(index, step);
        break;
      case 'receives':
        if (step.body === undefined) await this.#passFence(index, step.who);
        else await this.#await(step);
    }
    this.#tell({ kind: 'step', step: index, event: 'end' });
  }

  /** The server is gone, or has been: whatever a script found there was not all that it would have found. */
  lose(index: number): void {
    this.#note(index, noteKeys.died, 'the server ended a session that nobody in the script has to do with');
  }

  async close(): Promise<void> {
    await Promise.all([...this.#sessions.values()].map((session) => session.close()));
  }

  async #connect(index: number, who: string): Promise<void> {
    const character = this.#script.cast.find(({ name }) => name === who);
    if (character === undefined || this.#sessions.has(who)) {
      this.#note(index, noteKeys.broken, `${who} is connected already; let ${who} disconnect first`);
      return;
    }
    const account = { ...this.#options.accountOf(character), resource: character.resource ?? '', lang: 'en' };
    try {
      const { endpoint } = this.#options;
      const opened = openSession.silent(who, account, endpoint, this.#observer(who), this.#patience());
      this.#sessions.set(who, await opened);
    } catch (error) {
      if (!(error instanceof SessionError)) throw error;
      this.#note(index, noteKeys.refused, error.message);
    }
  }

  async #send(index: number, step: Step): Promise<void> {
    const session = this.#sessions.get(step.who);
    const body = this.audience.bodyOf(step);
    if (session === undefined || body === undefined) {
      this.#note(index, noteKeys.ignored, `${step.who} is not connected`);
      return;
    }
    session.send(body.text);
    await this.#passFence(index, step.who);
  }

  /** A ping to the session's own server, and its answer or its error: what was sent before it has been taken. */
  async #passFence(index: number, who: string): Promise<void> {
    const session = this.#sessions.get(who);
    if (session === undefined) return;
    const id = `${this.fence}${(this.#fences += 1)}`;
    const { domain } = this.#options.endpoint;
    const answered = (): boolean =>
      this.recorder.lines.some(
        (line) => line.kind === 'stanza' && line.direction === 'received' && line.raw.includes(id),
      );
    session.send(`<iq type='get' id='${id}' to='${domain}'><ping xmlns='urn:xmpp:ping'/></iq>`);
    const ended = await this.#until(answered, session);
    const came = answered() ? 'back' : ended ? 'ended' : 'lost';
    this.#note(index, noteKeys.fence, came);
  }

  async #await(step: Step): Promise<void> {
    const found = (): boolean => this.audience.search(step).found !== undefined;
    await this.#until(found, this.#sessions.get(step.who));
  }

  /** Waits until something holds, the session has ended or the time is up. `true`: it has ended. Looks again at each line. */
  async #until(holds: () => boolean, session: Actor | undefined): Promise<boolean> {
    if (holds() || session === undefined) return session === undefined;
    const budget = this.#patience();
    return new Promise((resolve) => {
      const settle = (ended: boolean): void => {
        this.#lineSeen = () => undefined;
        budget.removeEventListener('abort', ranOut);
        resolve(ended);
      };
      const ranOut = (): void => {
        settle(false);
      };
      this.#lineSeen = () => {
        if (holds()) settle(false);
      };
      budget.addEventListener('abort', ranOut);
      void session.closed.then(() => {
        settle(true);
      });
    });
  }

  #patience(): AbortSignal {
    return AbortSignal.timeout(this.#options.budgetMs);
  }

  #observer(actor: string): Observer {
    return {
      stanza: (direction, raw) => {
        this.#tell({ kind: 'stanza', actor, direction, raw });
      },
      stream: (event, detail) => {
        this.#tell({ kind: 'stream', actor, event, detail });
      },
    };
  }

  #note(step: number, key: string, value: string): void {
    this.#tell({ kind: 'note', step, key, value });
  }

  #tell(line: Parameters<TranscriptRecorder['tell']>[0]): void {
    this.recorder.tell(line);
    const told = this.recorder.lines.at(-1);
    if (told !== undefined) this.audience.see(told);
    this.#lineSeen();
  }
}
