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
  readonly seed: string;
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
);

/** The detail of the event `closed` where the server took a connection, and shut it before a stream began. */
export const shutBeforeStream = 'before a stream began';
