import type { Clearances, Label } from './label.ts';
import type { Policy } from './policy.ts';

/** The label that something without a word of its own is treated as having, and who said so. `nil` is denied. */
export type EffectiveLabel =
  | { readonly from: 'explicit' | 'peer' | 'domain' | 'policy'; readonly label: Label }
  | { readonly from: 'nil' };

/** The clearances that a holder is treated as having, and who gave them. Nil grants nothing. */
export interface EffectiveClearances {
  readonly from: 'own' | 'any-user' | 'policy' | 'nil';
  readonly clearances: Clearances;
}

/** Labels that are set, each for more than the one before. */
export interface LabelSources {
  /** On the item itself. A label that could not be read is not "none": it never gets here. */
  readonly explicit?: Label | undefined;
  /** For what comes from one peer. */
  readonly peer?: Label | undefined;
  /** For what a domain or service handles. */
  readonly domain?: Label | undefined;
}

/** Clearances that are set; an empty list is set, and grants nothing. */
export interface ClearanceSources {
  readonly own?: Clearances | undefined;
  /** For users who have none of their own. */
  readonly anyUser?: Clearances | undefined;
}

/**
 * The nearest label that is set; the policy's default comes last.
 *
 * Source: XEP-0258 §5.
 */
export function effectiveLabel(policy: Policy, { explicit, peer, domain }: LabelSources): EffectiveLabel {
  if (explicit !== undefined) return { from: 'explicit', label: explicit };
  if (peer !== undefined) return { from: 'peer', label: peer };
  if (domain !== undefined) return { from: 'domain', label: domain };
  return policy.defaults.label === undefined
    ? { from: 'nil' }
    : { from: 'policy', label: policy.defaults.label };
}

/**
 * The nearest clearance that is set, alone: what is nearer replaces what is farther and is never joined with it.
 *
 * Source: XEP-0258 §5.
 */
export function effectiveClearances(policy: Policy, { own, anyUser }: ClearanceSources): EffectiveClearances {
  if (own !== undefined) return { from: 'own', clearances: own };
  if (anyUser !== undefined) return { from: 'any-user', clearances: anyUser };
  const { clearance } = policy.defaults;
  return clearance === undefined
    ? { from: 'nil', clearances: [] }
    : { from: 'policy', clearances: [clearance] };
}
