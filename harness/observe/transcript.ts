/**
 * Everything that passed on every connection of one scenario, in the order in which the harness met it: the unit of
 * evidence, and the judge's only input besides the scenario. NDJSON: a header, lines, a footer; without its footer a
 * transcript is invalid.
 */
export interface Transcript {
  readonly header: TranscriptHeader;
  readonly lines: readonly TranscriptLine[];
}

export interface TranscriptHeader {
  readonly schema: 'cmbac/transcript@1';
  readonly scenario: string;
  readonly part: 'scenario' | 'twin';
  /** SHA-256 of the scenario file, hex: a verdict belongs to one text. */
  readonly scenarioHash: string;
  readonly target: string;
  readonly startedAt: string;
  /** Actor → the full JID it was given (or would have had). */
  readonly actors: Readonly<Record<string, string>>;
  readonly domain: string;
  /** Other domains that the harness played: every byte of their streams is here. Left out: none. */
  readonly peers?: readonly string[] | undefined;
  /** Where there are two real servers: the target's name by the domain of each. */
  readonly servers?: Readonly<Record<string, string>> | undefined;
  /** How the scenario was put into the words of the server; left out: it has the scenario's own. */
  readonly names?: TranscriptNames | undefined;
  readonly seed: string;
}

/** What a server calls what scenarios call otherwise: see `Renaming` of harness/scenario. */
interface TranscriptNames {
  readonly domains: Readonly<Record<string, string>>;
  readonly accounts: Readonly<Record<string, string>>;
  readonly rooms: Readonly<Record<string, string>>;
  readonly roomPrefix?: string | undefined;
}

export type TranscriptLine = { readonly n: number; readonly at: number } & (
  | {
      readonly kind: 'stanza';
      readonly actor: string;
      readonly direction: 'sent' | 'received';
      readonly raw: string;
    }
  | {
      readonly kind: 'stream';
      readonly actor: string;
      /** `features`: what the server offers after login, as XML, where the actor shows it. */
      readonly event: 'open' | 'features' | 'bound' | 'closed' | 'error';
      readonly detail: string;
    }
  | { readonly kind: 'step'; readonly step: number; readonly event: 'begin' | 'end' }
  | { readonly kind: 'note'; readonly step: number; readonly key: string; readonly value: string }
  /** What passed on a connection between servers, as it was written: stanzas, and all else that stood between them. */
  | {
      readonly kind: 'wire';
      /** 0: that of a component, whatever came for whomever there. */
      readonly connection: number;
      /** The domain of the harness that it is for or from; empty: nobody knows. */
      readonly peer: string;
      readonly direction: 'sent' | 'received';
      readonly raw: string;
    }
  | {
      readonly kind: 'connection';
      readonly connection: number;
      readonly peer: string;
      /** `accepted`: the server under test has connected, and said to whom; `opened`: the harness does. */
      readonly event: ConnectionEvent;
      readonly detail: string;
    }
  /** The server under test has asked the run's name server. */
  | { readonly kind: 'query'; readonly name: string; readonly type: string }
);

/** What happens to a connection between servers. */
export type ConnectionEvent = 'accepted' | 'opened' | 'secured' | 'authenticated' | 'error' | 'closed';

/** The detail of the event `closed` where the server took a connection, and shut it before a stream began. */
export const shutBeforeStream = 'before a stream began';
