import { escapeAttribute } from '#xml';
import type { Actor, Arrival } from '../actors/index.ts';
import type { Fixtures, LabelSyntax } from '../fixtures/index.ts';
import { answersIq, arrivalAt, type TranscriptRecorder } from '../observe/index.ts';
import { type Address, roomAddress } from '../scenario/index.ts';
import type { Cast } from './cast.ts';
import { fillIn } from './fill-in.ts';
import { type Token, type TokenSource, tokenOf } from './token.ts';

/** What the steps of a part are played with. */
export interface Props {
  readonly cast: Cast;
  readonly domain: string;
  readonly recorder: TranscriptRecorder;
  readonly fixtures: Pick<Fixtures, 'labelElement' | 'placeholderText'>;
  readonly tokens: TokenSource;
  /** The domains of the real servers, where there are two; left out: there is one. */
  readonly servers?: readonly string[];
  /** Longest wait for what one probe or request should bring, in milliseconds. */
  readonly budgetMs: number;
  /** Changes the running server, in the words of scenarios. */
  readonly provision: (change: Readonly<Record<string, unknown>>) => Promise<void>;
}

/** A stanza that a step sends, and what the judge is told of it before it leaves. */
export interface Cue extends Token {
  /** `control`, `stimulus.3`. */
  readonly key: string;
  readonly from: string;
  readonly to?: string;
  /** The sessions it is meant to reach. */
  readonly at?: readonly string[];
  readonly label?: string;
  readonly text: string;
  /** The whole text stands in the scenario. */
  readonly isWritten?: boolean;
}

/** Where one step is played. */
export class Stage {
  readonly #props: Props;
  readonly #step: number;
  #tokens = 0;

  constructor(props: Props, step: number) {
    this.#props = props;
    this.#step = step;
  }

  get cast(): Cast {
    return this.#props.cast;
  }

  get domain(): string {
    return this.#props.domain;
  }

  /** The domains of the real servers where there are two; otherwise none. */
  get servers(): readonly string[] {
    return this.#props.servers ?? [];
  }

  /** The session of an actor. @throws SessionError when it is not online. */
  actor(name: string): Actor {
    return this.cast.actor(name);
  }

  jidOf(address: Address): string {
    if (typeof address === 'string') return this.cast.jid(address);
    if ('bare' in address) return this.cast.jid(address.bare).split('/')[0] ?? '';
    if ('jid' in address) return fillIn(address.jid, { domain: this.domain });
    const room = roomAddress(address.room, this.domain);
    return address.nick === undefined ? room : `${room}/${address.nick}`;
  }

  /** What labels a message with a label fixture; ESS where no syntax is said. */
  labelElement(name: string, syntax?: LabelSyntax): string {
    return this.#props.fixtures.labelElement(name, syntax);
  }

  provision(change: Readonly<Record<string, unknown>>): Promise<void> {
    return this.#props.provision(change);
  }

  /** The time that one probe or request has, from now on: what the scenario asks the server to wait comes on top. */
  newBudget(): AbortSignal {
    return AbortSignal.timeout(this.#props.budgetMs + this.cast.patienceMs);
  }

  newToken(): Token {
    this.#tokens += 1;
    return tokenOf(this.#props.tokens, this.#step, this.#tokens);
  }

  /** A scenario's raw text with its placeholders filled in. */
  fillIn(text: string, token: Token, to = ''): string {
    return fillIn(text, {
      ...token,
      to,
      domain: this.domain,
      label: (kind, name) => this.#props.fixtures.placeholderText(kind, name),
      jid: (actor) => this.cast.jid(actor),
    });
  }

  /** A message that a step remembers under this word, as an actor received it: the stanza's text. */
  received(word: string, actor: string): string | undefined {
    const nonce = this.cast.remembered.get(word);
    if (nonce === undefined) return undefined;
    const found = this.#props.recorder.lines.find(
      (line) =>
        line.kind === 'stanza' &&
        line.direction === 'received' &&
        line.actor === actor &&
        line.raw.includes(nonce),
    );
    return found?.kind === 'stanza' ? found.raw : undefined;
  }

  /** Has a user of another server answer what comes for it. Gives the way to have it no more. */
  react(name: string, reaction: (arrival: Arrival) => string | undefined): () => void {
    const actor = this.actor(name);
    if (!actor.react) throw new Error(`\`${name}\` is at no server that the harness plays`);
    return actor.react(reaction);
  }

  /** Writes down what the judge is to know besides what was sent and received. */
  note(key: string, value: string): void {
    this.#props.recorder.tell({ kind: 'note', step: this.#step, key, value });
  }

  /** Writes down what is about to be sent, then sends it. */
  send({ text, isWritten = false, ...cue }: Cue): void {
    const { key, id, nonce, to, from, at, label } = cue;
    const actor = this.actor(from);
    const value = JSON.stringify({ id, nonce, to, from, at, label });
    this.#props.recorder.tell({ kind: 'note', step: this.#step, key, value });
    actor.send(text, isWritten);
  }

  /** Sends an iq and waits for its one answer. `false`: none came in time. */
  async request(cue: Cue, budget: AbortSignal): Promise<boolean> {
    const answered = arrivalAt(this.actor(cue.from), answersIq(cue.id), budget);
    this.send(cue);
    return answered;
  }

  /**
   * The sender's own fence: its server answers a ping after all that it had to say before. A user of another server asks the domain that
   * it wrote to (`about`), whose answers come on one stream with all that it says: other domains of the same server have others.
   */
  pingServer(from: string, key: string, budget: AbortSignal, about?: string): Promise<boolean> {
    const token = this.newToken();
    const to =
      about === undefined || this.cast.peerOf(from) === undefined ? this.cast.homeOf(from) : domainOf(about);
    return this.request({ ...token, key, from, to, text: pingText(token.id, to) }, budget);
  }
}

/** The domain of a JID. */
function domainOf(jid: string): string {
  return jid.replace(/\/.*$/s, '').replace(/^.*@/s, '');
}

/** A ping. Source: XEP-0199 §4. */
export function pingText(id: string, to: string): string {
  return `<iq type='get' id='${id}' to='${escapeAttribute(to)}'><ping xmlns='urn:xmpp:ping'/></iq>`;
}
