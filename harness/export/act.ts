/**
 * One thing that somebody does or looks for while a step is played, in order. A test procedure tells all of them to a person, a script those
 * that it can say.
 *
 * `what` is what a sentence calls a stanza: `the tested message`.
 */
export type Act =
  | Connects
  | { readonly kind: 'disconnects'; readonly who: string }
  | Sends
  | Arrives
  | Next
  | Fence
  /** What must not have come up to here; the fence before it proves that. */
  | { readonly kind: 'absent'; readonly at: string; readonly what: string }
  /** Nothing at all comes: whatever was still to come has come. */
  | { readonly kind: 'quiet'; readonly at: string }
  | Looks
  | Does
  /** Several acts that a procedure tells in another way: as a table. */
  | { readonly kind: 'together'; readonly markdown: readonly string[]; readonly acts: readonly Act[] };

export interface Connects {
  readonly kind: 'connects';
  readonly who: string;
  /** What it says then; left out: nothing, it is connected and never available. */
  readonly presence?: string;
}

export interface Sends {
  readonly kind: 'sends';
  readonly who: string;
  readonly what: string;
  readonly xml: string;
}

/** A stanza comes, and is like the pattern: what stands there is in it, and there may be more. */
export interface Arrives {
  readonly kind: 'arrives';
  readonly at: string;
  readonly what: string;
  readonly pattern: string;
  /** What else must be true of it, that no pattern can say. */
  readonly and?: readonly string[];
}

/** Whatever is like the pattern and comes next is this. `isSpare`: only a script has it. */
export interface Next {
  readonly kind: 'next';
  readonly at: string;
  readonly what: string;
  readonly pattern: string;
  readonly isSpare?: true;
}

/**
 * A permitted stanza on the way of the tested one: when it has come, whatever was sent before it would have come too (RFC 6120 §10.1).
 *
 * A script cannot say that something did not come before something else. It sends two: the first has to be the next stanza of its kind and the last,
 * the second has to be itself.
 */
export interface Fence {
  readonly kind: 'fence';
  readonly who: string;
  readonly at: readonly string[];
  readonly xml: string;
  readonly pattern: string;
  /** What both the tested stanza and the fence are like, and nothing else that comes; left out: the two have nothing in common. */
  readonly any?: string;
  /** Where nothing at all may come before it: whom the tested stanza is not for. */
  readonly before: readonly string[];
  readonly second: { readonly xml: string; readonly pattern: string };
}

/** Something that a person looks at, and that no script can say. */
export interface Looks {
  readonly kind: 'looks';
  readonly words: string;
  /** Without it nothing would be shown: why a script cannot say it. Left out: a script that leaves it out still shows something. */
  readonly cannot?: string;
}

/** Something that a person does otherwise than by a stanza of somebody's session. */
export interface Does {
  readonly kind: 'does';
  readonly words: string;
  /** Why a script cannot. */
  readonly cannot: string;
  /** What is written or sent, where that is text. */
  readonly text?: string;
}
