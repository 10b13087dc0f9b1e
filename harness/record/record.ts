/**
 * What one run found: the only thing that reports read. Written to `run.json`; readers check `schema`.
 *
 * Times are milliseconds; `at` values count from the start of the scenario's transcript.
 */
export interface RunRecord {
  readonly schema: 'cmbac/run@1';
  readonly target: TargetRecord;
  /** The second real server; left out: there was none. */
  readonly peer?: TargetRecord;
  readonly suite: {
    readonly version: string;
    readonly scenarios: number;
    readonly seed: string;
    /** The profile that the run was asked for; left out: none. */
    readonly profile?: string;
    /** Which part of the chosen scenarios this run had; left out: all. */
    readonly shard?: ShardRecord;
    /** Merged from so many shards; left out: one run. `seed` then lists theirs, and `wallMs` is their sum. */
    readonly shards?: number;
  };
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly wallMs: number;
  /** Faults the target was started with: a run with any says nothing about a server. */
  readonly faults: readonly string[];
  readonly scenarios: readonly ScenarioRecord[];
  readonly requirements: readonly RequirementRecord[];
  /** Entries of the expected-failures file that matched no scenario, and those that name no difference any more. */
  readonly staleExpectations: readonly string[];
  /** What a lock file says must be executed; left out: the run had none. */
  readonly debt?: DebtRecord;
  /** Servers' own logs, as paths relative to the run's folder. Left out: none were kept. */
  readonly logs?: readonly string[];
  /** Which deployment of a server that people provision this run was made on; left out: the harness provisions it itself. */
  readonly deployment?: DeploymentRecord;
  readonly exitCode: number;
}

/** One of `of` deployments, counted from 1, that the parts of a run are played on. */
export interface DeploymentRecord {
  readonly number: number;
  readonly of: number;
  /** How many parts this one has, and all of them together. */
  readonly parts: number;
  readonly chosen: number;
  /** SHA-256 over which part is played on which of them, the texts of their scenarios, and what the server is told: the same in all runs of one suite. */
  readonly digest: string;
}

/** A lock file, and what it names that was not executed: neither passed nor failed. */
export interface DebtRecord {
  readonly file: string;
  readonly owed: number;
  /** Identities of scenarios. Empty: nothing is owed any more. */
  readonly missing: readonly string[];
}

/** One of `of` parts, counted from 1, that the scenarios of a run are dealt to. */
export interface ShardRecord {
  readonly number: number;
  readonly of: number;
  /** How many scenarios were chosen before they were dealt. */
  readonly chosen: number;
  /** SHA-256 over the identities and texts of those: the same in all shards of one run. */
  readonly digest: string;
}

export interface TargetRecord {
  readonly name: string;
  /** The file that describes it, as it was given; left out: the harness knows it by its name. */
  readonly file?: string;
  /** What it says of itself (XEP-0092), or what its driver knows. */
  readonly product: string;
  readonly version: string;
  /** How it was reached; left out (runs of earlier versions): as a process. */
  readonly kind?: TargetKind;
  /** The image of a container, with its digest. */
  readonly image?: string;
  /** From the start of the server to its first answer, in milliseconds; left out: it ran before. */
  readonly startMs?: number;
}

/** A child process, a container, or a server that somebody else has started. */
export type TargetKind = 'process' | 'container' | 'remote';

/** What came of a scenario. `unsupported` names what is missing; `broken` is the harness's or the machine's fault. */
export type Outcome = 'passed' | 'failed' | 'inconclusive' | 'unsupported' | 'broken';

/**
 * How a server fails, worst first: something reached whom it must not; something that must pass did not; a label did not arrive, or another
 * one did; a refusal says what it must not, or in other words; it breaks the protocol otherwise; it does not do what it says that it does.
 */
export type FailureKind =
  | 'leak'
  | 'over-block'
  | 'label-lost'
  | 'label-altered'
  | 'wrong-error'
  | 'protocol'
  | 'claim';

/** What is known to differ, and who answers for that. */
export interface ExpectedRecord {
  readonly outcome: 'failed' | 'inconclusive';
  /** The kind of failure that is expected; left out: an inconclusive one, or a list of an earlier version. */
  readonly kind?: FailureKind;
  readonly reason: string;
  /** It came as expected, outcome and kind. */
  readonly met: boolean;
  /** Where it is being dealt with: an address. */
  readonly issue?: string;
  readonly owner?: string;
  /** The last day on which it may be expected: `2027-01-31`. */
  readonly expires?: string;
  /** The two who accept a leak. */
  readonly acceptedBy?: readonly string[];
}

/** A negative control: the same scenario, played against the reference server with a check of it broken. */
export interface ControlRecord {
  /** The fault's name: `exit.user`. */
  readonly fault: string;
  /** What the fault breaks, in words. */
  readonly breaks: string;
  /** What the scenario then saw, in one sentence: it can fail. */
  readonly seen: string;
  /** It was made with the scenario as it is now worded. */
  readonly current: boolean;
}

export interface ScenarioRecord {
  /** The path below `scenarios/` without ending: `exit/recipient-not-cleared`. */
  readonly id: string;
  readonly file: string;
  readonly title: string;
  readonly requirements: readonly string[];
  /** The verdict of the scenario: the worse of its own and its twin's. */
  readonly outcome: Outcome;
  /** The worst kind among its failures; set if and only if it failed. */
  readonly kind?: FailureKind;
  /** One sentence: why it is not `passed`. */
  readonly reason?: string;
  /** Set when the target's expected-failures file names this scenario. */
  readonly expected?: ExpectedRecord;
  /** What the negative controls showed; left out: none are at hand. */
  readonly controls?: readonly ControlRecord[];
  readonly parts: readonly PartRecord[];
}

/** The scenario itself, or its twin: each has a transcript of its own. */
export interface PartRecord {
  readonly name: 'scenario' | 'twin';
  readonly title: string;
  readonly outcome: Outcome;
  readonly wallMs: number;
  /** The transcript's path, relative to the run's folder. */
  readonly transcript?: string;
  /** The deployment that it was played on, counted from 1, where people provision the server. */
  readonly deployment?: number;
  readonly provision: readonly { readonly verb: string; readonly value: string }[];
  readonly findings: readonly Finding[];
  readonly steps: readonly StepRecord[];
}

/** One thing that holds or does not. Every scenario has at least one. */
export interface Finding {
  /** Index of the step, from 0. */
  readonly step: number;
  readonly outcome: Outcome;
  /** Set if and only if it failed. */
  readonly kind?: FailureKind;
  /** What was asked: `rita does not receive the message`. */
  readonly claim: string;
  /** What was seen instead, if it does not hold. */
  readonly seen?: string;
  /** What was measured, in words: for the reader, it decides nothing. */
  readonly value?: string;
  /** How strong: A same-path bracket and witness, B bracket, C another path. */
  readonly strength?: 'A' | 'B' | 'C';
  /** Transcript line numbers that show it. */
  readonly evidence: readonly number[];
}

/** A step as a person reads it, and the stanzas that passed in it, for the sequence diagram. */
export interface StepRecord {
  /** `tess sends rita a message labelled A-S`. */
  readonly summary: string;
  readonly outcome: Outcome;
  readonly arrows: readonly Arrow[];
}

/** One stanza on one connection. */
export interface Arrow {
  /** The transcript's line number. */
  readonly line: number;
  readonly at: number;
  /** The actor at this end; the other end is the target. */
  readonly actor: string;
  readonly direction: 'sent' | 'received';
  readonly role: 'control' | 'stimulus' | 'fence' | 'reply' | 'other';
  /** Short: `message chat A-S`, `error forbidden`, `iq get catalog`. */
  readonly caption: string;
  /** Exact characters, as on the wire. */
  readonly raw: string;
}

export interface RequirementRecord {
  readonly id: string;
  readonly group: string;
  readonly level: string;
  readonly sentence: string;
  readonly source: string;
  /** What the source says, word for word; left out: the record has no quotation. */
  readonly quote?: string;
  readonly scenarios: readonly string[];
  readonly notCovered?: string;
}
