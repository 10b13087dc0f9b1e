/**
 * A script as scansion reads it: who plays, and what each does in turn. What `parseScript` gives, and what writes one fills in.
 */
export interface Script {
  /** The file, as it was named. */
  readonly file: string;
  /** The first line that begins with `#`; left out: it has none. */
  readonly title?: string;
  /** The `#` lines after it, before the cast. */
  readonly description: readonly string[];
  /** `## name` and `## name: value`. */
  readonly tags: readonly Tag[];
  readonly cast: readonly Character[];
  readonly steps: readonly Step[];
  /** What is odd and was understood all the same. */
  readonly warnings: readonly Warning[];
}

export interface Tag {
  readonly name: string;
  readonly value?: string;
}

/** A client, and where it logs in. */
export interface Character {
  /** Any text: `Juliet's phone`. */
  readonly name: string;
  /** Bare. */
  readonly jid: string;
  /** What the cast says, perhaps with a resource: this is `${Romeo's JID}`. */
  readonly writtenJid: string;
  /** Left out: the server chooses one. */
  readonly resource?: string;
  readonly password: string;
  /** Where scansion itself would connect; here the target says that. */
  readonly connectHost?: string;
  readonly connectPort?: number;
}

/** One action. `line` counts from 1. */
export type Step = { readonly line: number; readonly who: string } & (
  | { readonly verb: 'connects' | 'disconnects' }
  /** The one element as it stands in the script, with its `${…'s JID}`. */
  | { readonly verb: 'sends'; readonly body: Body }
  /** No body: `receives: nothing`. */
  | { readonly verb: 'receives'; readonly body?: Body }
);

/** The lines below an action. */
export interface Body {
  readonly text: string;
  /** Where it begins. */
  readonly line: number;
}

export interface Warning {
  readonly line: number;
  readonly sentence: string;
}

/** A step as a person says it: `Juliet's phone receives nothing`. */
export function sayStep(step: Step): string {
  const what = step.verb === 'receives' && step.body === undefined ? ' nothing' : '';
  return `${step.who} ${step.verb}${what}`;
}
