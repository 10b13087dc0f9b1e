import type { TargetKind } from './record.ts';

/** What `cmbac target check` saw of a server, for its report and as JSON. */
export interface TargetCheckRecord {
  readonly schema: 'cmbac/target-check@1';
  readonly target: {
    readonly name: string;
    readonly kind: TargetKind;
    /** What is known of it when it has started, or was reached; left out: it was not. */
    readonly product?: string;
    readonly version?: string;
  };
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly wallMs: number;
  readonly rows: readonly CheckRow[];
  readonly claims: readonly ClaimRow[];
  readonly verdict: CheckVerdict;
  readonly exitCode: number;
}

/** Worst first: nothing answered; success is said to nonsense; a claim is wrong; something is not in order; all is as claimed. */
export type CheckVerdict =
  | 'not reached'
  | 'claims not trustworthy'
  | 'misclaim'
  | 'not in order'
  | 'as claimed';

/** The groups of a table, in its order. */
export const checkGroups = ['reach', 'tls', 'login', 'stream', 'discovery', 'accounts', 'honesty'] as const;
export type CheckGroup = (typeof checkGroups)[number];

/** One thing that was looked at. */
export interface CheckRow {
  readonly group: CheckGroup;
  readonly name: string;
  /** In order, not in order, or nothing that decides. */
  readonly mark: 'yes' | 'no' | 'unknown';
  readonly seen: string;
  /** What is asked, where something is. */
  readonly wanted?: string;
  /** Where that stands: document and section. */
  readonly source?: string;
}

/** A claim of the description, and what a probe saw. */
export interface ClaimRow {
  readonly name: string;
  readonly claimed: Claim;
  readonly seen: 'yes' | 'no' | 'cannot be seen';
  /** What the probe did and what came of it, in words. */
  readonly how: string;
  /** Claim and sight differ. */
  readonly kind?: 'claim';
  /** The line for the description, where it says nothing and a probe saw something. */
  readonly suggests?: string;
}

export type Claim = 'yes' | 'no' | 'unknown';
