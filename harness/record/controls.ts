/**
 * What the negative controls showed: each scenario, played against the reference server with a check of it broken. Kept beside the
 * scenarios in `controls.json`, so that a report on any server can say that its verdicts could have been others.
 */
export interface ControlsRecord {
  readonly schema: 'cmbac/controls@1';
  /** By scenario, then by fault. */
  readonly controls: readonly SavedControl[];
}

/** One scenario that turned red, and the fault that it named beforehand. */
export interface SavedControl {
  readonly scenario: string;
  /** SHA-256 of the scenario's text then, hex. */
  readonly hash: string;
  readonly fault: string;
  /** What the fault breaks, in words. */
  readonly breaks: string;
  /** What the scenario then saw, in one sentence. */
  readonly seen: string;
  /** Version of this package then. */
  readonly suite: string;
}
