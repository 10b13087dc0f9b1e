import type { Label, Policies, Policy } from '#policy';
import type { ClearanceSource } from './clearances.ts';
import type { Faults } from './faults.ts';

/** What to do with a displaymarking that came with a label: leave it, refuse one that is wrong, or write the policy's. */
export type MarkingMode = 'preserve' | 'verify' | 'rewrite';

/** Everything that the checks go by. A change of provisioning makes new rules; nobody changes these. */
export interface Rules {
  readonly policies: Policies;
  readonly clearances: ClearanceSource;
  readonly marking: MarkingMode;
  /** Does a message that came without a label get the default label written on it? */
  readonly stamp: boolean;
  /** The only labels that a domain's senders may use, where its catalog is binding. */
  readonly restrictedTo: (domain: string) => readonly Label[] | undefined;
  /** Versions of the STANAG 4778 profile for XMPP that are read; another is an unknown syntax. */
  readonly bindingVersions: readonly string[];
  readonly now: () => Date;
  /** Checks that are broken on purpose; empty in service. */
  readonly faults: Faults;
}

/** The policy that a resolved label is of: a label is never resolved under one that is not loaded. */
export function policyOf(label: Label, { policies }: Rules): Policy {
  const policy = policies.byOid.get(label.policy);
  if (policy === undefined) throw new Error(`a label of policy ${label.policy}, which is not loaded`);
  return policy;
}
