/**
 * What labels and clearances mean under a policy, and what follows: granted or denied, valid or not, how it is shown,
 * what it is elsewhere. Where a label is checked, and what a denial looks like on the wire, is for `enforcement/`.
 */
export type { Rule, Violation } from './combinations.ts';
export { type Choices, type CompositionWish, type LabelDraft, selectable } from './compose.ts';
export { type DecideOptions, type Decision, decide } from './decide.ts';
export { type DominanceWish, type DominantLabel, dominantLabel } from './dominant.ts';
export {
  type ClearanceSources,
  type EffectiveClearances,
  type EffectiveLabel,
  effectiveClearances,
  effectiveLabel,
  type LabelSources,
} from './effective.ts';
export type { MappingPurpose } from './equivalence.ts';
export { labelUnder, sameLabel, type Verified, verifyEquivalent } from './equivalent.ts';
export { express, expressClearance, type Vocabulary } from './express.ts';
export type { MappingFinding, MappingWish } from './fix-up.ts';
export { intersectClearances } from './intersect.ts';
export type { Category, Classification, Clearance, Clearances, Input, Label, Tag } from './label.ts';
export { type MappedLabel, mapLabel } from './map.ts';
export { mark } from './mark.ts';
export { markClearance } from './mark-clearance.ts';
export type { MarkingLocation } from './marking.ts';
export type { MarkingWish } from './marking-text.ts';
export { expandMemberships } from './memberships.ts';
export { type FoundPolicy, findPolicy, type Policies, policiesOf } from './policies.ts';
export type { Membership, Policy } from './policy.ts';
export { type ReadSpif, readSpif } from './read-spif.ts';
export { explain, type Reason } from './reason.ts';
export {
  type ClearanceOptions,
  type ResolvedClearance,
  type ResolvedLabel,
  type ResolveOptions,
  resolveClearance,
  resolveLabel,
} from './resolve.ts';
export { type ArrivedLabel, type SelectedLabel, type SelectionWish, selectLabel } from './select.ts';
export { type Finding, SpifError, type SpifErrorCode } from './spif/errors.ts';
export type { ReadingMode } from './spif/reading.ts';
export { type ElapsedReview, labelInForce } from './succession.ts';
export type { UserInput } from './user-input.ts';
export { reasonsOf, type Validity, type ValidityQuestion, validate } from './validate.ts';
