import type { TargetRecord } from './record.ts';

/** What came of scripts in scansion's language. Written to `scs.json`; readers check `schema`. Times are milliseconds. */
export interface ScsRecord {
  readonly schema: 'cmbac/scs@1';
  readonly target: TargetRecord;
  /** How what arrived was held against the scripts. */
  readonly match: 'scansion' | 'portable';
  /** How often every script was played. */
  readonly plays: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly wallMs: number;
  readonly scripts: readonly ScsScriptRecord[];
  readonly exitCode: number;
}

export type ScsOutcome = 'passed' | 'failed' | 'inconclusive' | 'broken';

/** One script, and what came of playing it. */
export interface ScsScriptRecord {
  readonly file: string;
  /** SHA-256 of the file, hex: a verdict belongs to one text. */
  readonly hash: string;
  readonly title?: string;
  /** `name`, or `name: value`. */
  readonly tags: readonly string[];
  /** What is odd in it and was understood all the same. */
  readonly warnings: readonly { readonly line: number; readonly sentence: string }[];
  /** Of the first time. */
  readonly outcome: ScsOutcome;
  /** Why it did not pass, in one sentence with the line of the script. */
  readonly reason?: string;
  /** Stanzas that nobody in the script was waiting for, the first time. */
  readonly skipped: number;
  /** What `{scansion:capture:name}` stood in for, the first time. */
  readonly captured: Readonly<Record<string, string>>;
  /** The times that it came to something else than the first time, counted from 1. */
  readonly flips: readonly ScsFlip[];
  /** Playing it once, resetting the server apart: the median, and the longest. */
  readonly wallMs: { readonly median: number; readonly longest: number };
  /** Left out: nobody asked. */
  readonly races?: readonly ScsRace[];
  /** What passed the first time. */
  readonly evidence: readonly ScsEvidence[];
}

export interface ScsFlip {
  readonly play: number;
  readonly outcome: ScsOutcome;
  readonly reason?: string;
  readonly evidence: readonly ScsEvidence[];
}

/** Two steps without an order but for the private ping between them, and what could be otherwise for that. Lines of the script. */
export interface ScsRace {
  readonly first: number;
  /** Left out: what is expected is silence. */
  readonly second?: number;
  readonly expectations: readonly number[];
  readonly sentence: string;
}

/** One thing that passed, in the order in which it did. */
export interface ScsEvidence {
  readonly n: number;
  readonly at: number;
  /** The character. */
  readonly who: string;
  /** `fence`: the private ping after a step, which the script knows nothing of. */
  readonly kind: 'sent' | 'received' | 'fence' | 'stream' | 'step';
  /** Exact characters of a stanza; of anything else a few words. */
  readonly raw: string;
  /** The line of the script that read it, or that begins here. */
  readonly line?: number;
}
