/** An area in which servers differ, and what measures it: an entry of `scenarios/areas.yaml`. */
export interface AreaRecord {
  readonly area: string;
  /** Identities of scenarios. */
  readonly scenarios: readonly string[];
  /** What of it nobody asks, and why; left out: all of it is asked. */
  readonly unmeasured?: string | undefined;
}
