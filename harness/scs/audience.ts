import type { TranscriptLine } from '../observe/index.ts';
import { readBody, readReceived } from './body.ts';
import type { MatchMode } from './match.ts';
import { type Script, type Step, sayStep } from './script.ts';
import { type Search, Unread } from './unread.ts';
import { fillIn, type Variable } from './variables.ts';

/** What came of a script that was played. */
export interface ScriptVerdict {
  readonly outcome: 'passed' | 'failed' | 'inconclusive' | 'broken';
  /** Why it did not pass, in one sentence. */
  readonly reason?: string;
  /** The step that decided it, from 0. */
  readonly step?: number;
  /** What each `receives` read: the transcript's line, by step from 0. */
  readonly reads: Readonly<Record<number, number>>;
  /** How many stanzas were passed over. */
  readonly skipped: number;
  readonly captured: Readonly<Record<string, string>>;
}

/** Notes in the transcript of a script, besides its stanzas. */
export const noteKeys = {
  /** The private ping after a step: `back`, `ended` (its stream did) or `lost`. */
  fence: 'fence',
  /** Why a step could not be done as it is written, where that is the server's answer. */
  refused: 'refused',
  /** Why it could not be done, where the script or this machine is at fault. */
  broken: 'broken',
  /** The server ended a session that nobody in the script has to do with. */
  died: 'died',
  /** It was left out: who does it is not connected. */
  ignored: 'ignored',
} as const;

/**
 * Sees the transcript of a script line by line and judges it: the player asks what a step waits for, and `judgeScript` what came of all.
 *
 * Everything is decided by the lines, in their order: the same lines give the same verdict. Private pings begin with `fence` and
 * are seen by no step.
 */
export class Audience {
  readonly #script: Script;
  readonly #fence: string;
  readonly #mode: MatchMode;
  readonly #unread = new Map<string, Unread>();
  readonly #jids = new Map<string, string>();
  readonly #reads: Record<number, number> = {};
  readonly #captured: Record<string, string> = {};
  /** Steps after which the private ping came back. */
  readonly #fenced = new Set<number>();
  #skipped = 0;
  #ended = 0;
  #end: Pick<ScriptVerdict, 'outcome' | 'reason' | 'step'> | undefined;

  constructor(script: Script, fence: string, mode: MatchMode) {
    this.#script = script;
    this.#fence = fence;
    this.#mode = mode;
  }

  see(line: TranscriptLine): void {
    if (line.kind === 'stream' && line.event === 'bound') {
      this.#jids.set(line.actor, line.detail);
      this.#unread.set(line.actor, new Unread(this.#mode));
    } else if (line.kind === 'stanza' && line.direction === 'received') {
      if (!isFence(line.raw, this.#fence)) this.#unread.get(line.actor)?.arrive({ n: line.n, raw: line.raw });
    } else if (line.kind === 'note') this.#note(line);
    else if (line.kind === 'step' && line.event === 'end') this.#judge(line.step);
  }

  /** The element that a step says, variables filled in. */
  bodyOf(step: Step): ReturnType<typeof readBody> {
    if (step.verb !== 'sends' && step.verb !== 'receives') return undefined;
    if (step.body === undefined) return undefined;
    return readBody(fillIn(step.body.text, (variable) => this.#jidOf(variable)));
  }

  /** What a `receives` would find now. */
  search(step: Step): Search {
    const expected = this.bodyOf(step)?.element;
    const unread = this.#unread.get(step.who);
    return expected === undefined || unread === undefined ? {} : unread.search(expected);
  }

  /** Is it decided already that the script does not pass? */
  get isOver(): boolean {
    return this.#end !== undefined;
  }

  get verdict(): ScriptVerdict {
    const told = { reads: { ...this.#reads }, skipped: this.#skipped, captured: { ...this.#captured } };
    if (this.#end !== undefined) return { ...this.#end, ...told };
    if (this.#ended === this.#script.steps.length) return { outcome: 'passed', ...told };
    return {
      outcome: 'broken',
      reason: 'the transcript ends before the script does',
      step: this.#ended,
      ...told,
    };
  }

  #note({ step, key, value }: Extract<TranscriptLine, { kind: 'note' }>): void {
    if (key === noteKeys.refused) this.#decide(step, 'failed', value);
    if (key === noteKeys.broken) this.#decide(step, 'broken', value);
    if (key === noteKeys.died) this.#decide(step, 'failed', value);
    if (key === noteKeys.fence && value === 'back') this.#fenced.add(step);
    if (key === noteKeys.fence && value === 'lost')
      this.#decide(step, 'inconclusive', 'the private ping after it was not answered in time');
  }

  #judge(index: number): void {
    const step = this.#script.steps[index];
    if (this.#end !== undefined || step === undefined) return;
    this.#ended = index + 1;
    if (step.verb !== 'receives') return;
    if (step.body === undefined) this.#judgeSilence(index, step);
    else this.#judgeArrival(index, step);
  }

  #judgeArrival(index: number, step: Step): void {
    const search = this.search(step);
    const unread = this.#unread.get(step.who);
    if (search.found === undefined) {
      const { closest } = search;
      const seen =
        closest === undefined ? 'nothing that is unread is like it' : `closest is ${closest.difference}`;
      this.#decide(index, 'failed', unread === undefined ? `${step.who} has never connected` : seen);
      return;
    }
    this.#skipped += unread?.read(search) ?? 0;
    this.#reads[index] = search.found.n;
    Object.assign(this.#captured, search.captured);
  }

  #judgeSilence(step: number, { who }: Step): void {
    const unread = this.#unread.get(who);
    const first = unread?.first;
    if (unread === undefined) this.#decide(step, 'failed', `${who} has never connected`);
    if (first !== undefined) this.#decide(step, 'failed', `it has got ${oneLine(first.raw)}`);
    if (!this.#fenced.has(step))
      this.#decide(step, 'inconclusive', `${who} has no session any more, so that silence shows nothing`);
  }

  #decide(step: number, outcome: ScriptVerdict['outcome'], why: string): void {
    const at = this.#script.steps[step];
    const what = at === undefined ? '' : `line ${at.line}, \`${sayStep(at)}\`: `;
    this.#end ??= { outcome, reason: `${what}${why}`, step };
  }

  #jidOf({ who, which }: Variable): string {
    const character = this.#script.cast.find(({ name }) => name === who);
    if (character === undefined)
      throw new Error(`\`${who}\` is not in the cast: parseScript lets no such variable pass`);
    if (which === 'JID') return character.writtenJid;
    return this.#jids.get(who) ?? `${character.jid}/${character.resource ?? ''}`;
  }
}

/** Is it the answer to a private ping? */
export function isFence(raw: string, prefix: string): boolean {
  if (!raw.includes(prefix)) return false;
  const element = readReceived(raw);
  return element?.name === 'iq' && (element.attributes['id'] ?? '').startsWith(prefix);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** The verdict of a script from its transcript alone. Pure: `fence` is what its private pings began with. */
export function judgeScript(
  script: Script,
  lines: readonly TranscriptLine[],
  fence: string,
  mode: MatchMode,
): ScriptVerdict {
  const audience = new Audience(script, fence, mode);
  for (const line of lines) audience.see(line);
  return audience.verdict;
}
