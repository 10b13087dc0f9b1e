import type { Policies } from '#policy';
import type { ClearanceSource } from './clearances.ts';
import type { Faults } from './faults.ts';
import type { LabelReadings } from './label-readings.ts';

/** What to do with a displaymarking that came with a label: leave it, refuse one that is wrong, or write the policy's. */
export type MarkingMode = 'preserve' | 'verify' | 'rewrite';

/** Everything that the checks go by. A change of provisioning makes new rules; nobody changes these. */
export interface Rules {
  readonly policies: Policies;
  readonly clearances: ClearanceSource;
  readonly marking: MarkingMode;
  /** Does a message that came without a label get the default label written on it? */
  readonly stamp: boolean;
  /** Labels that a domain's senders may use, when its catalog is binding (`Cat.restrict`). */
  readonly restrictedTo: (domain: string) => readonly import('#policy').Label[] | undefined;
  /** What each label text says under these rules: read once. */
  readonly readings: LabelReadings;
  /** Checks that are broken on purpose; empty in service. */
  readonly faults: Faults;
}
