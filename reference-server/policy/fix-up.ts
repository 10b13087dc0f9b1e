import type { TagKind } from '#labels';
import type { FixUp, ForeignMember, MappingPurpose } from './equivalence.ts';
import type { Category, Input, Label } from './label.ts';
import type { Policy, TagSet } from './policy.ts';
import { tagSetNamed, tagSetWithOid } from './policy-index.ts';
import type { Reason } from './reason.ts';

/** A mapping that is carried out as the SPIF says, and that somebody should look at. */
export type MappingFinding =
  | { readonly kind: 'discarded-protection'; readonly category: Category }
  | { readonly kind: 'discarded-informative'; readonly category: Category }
  | { readonly kind: 'discarded-input'; readonly category: Category }
  | { readonly kind: 'ambiguous-fix-up'; readonly tagSets: readonly string[] };

/** Why a mapping is made, when, and what may be lost or kept on the way. */
export interface MappingWish {
  readonly purpose: MappingPurpose;
  readonly now: Date;
  /** An informative category without an equivalent: it has none and so has the label (`refuse`), or it is left out. */
  readonly informative?: 'refuse' | 'discard';
  /** The privacy mark stays behind, since the other policy does not know it, or is kept as it is. */
  readonly privacyMark?: 'discard' | 'keep';
}

/** A mapped label being made. */
export interface Draft {
  readonly to: Policy;
  readonly wish: MappingWish;
  readonly inputs: Input[];
  readonly categories: Set<Category>;
  readonly findings: MappingFinding[];
  readonly reasons: Reason[];
}

/**
 * Gives a mapped label the categories that the SPIF asks for: all members of all groups. Where a group asks for one of
 * several, that may be wrong; validity decides, and a finding says so. A member that stands for any value of a tag set
 * adds nothing: choosing one would be a guess.
 *
 * Source: ADatP-4774.1 §3.6.
 */
export function fixUp(draft: Draft, fixUps: readonly FixUp[]): void {
  for (const { operation, members } of fixUps) {
    for (const member of members) addMember(draft, member);
    if (operation !== 'all' && members.length > 1) {
      draft.findings.push({ kind: 'ambiguous-fix-up', tagSets: members.map(({ tagSetRef }) => tagSetRef) });
    }
  }
}

/** The same for what every label with a value of a tag set needs. */
export function fixUpTagSets(draft: Draft, from: Policy, label: Label): void {
  const present = new Set(label.categories.map(({ tag }) => tag.tagSet.oid));
  for (const tagSet of from.tagSets) {
    if (!present.has(tagSet.oid)) continue;
    for (const { policy, fixUps } of tagSet.equivalents) if (policy === draft.to.oid) fixUp(draft, fixUps);
  }
}

/** The value of a tag set with this number. Without a kind it is an enumerated one, if that is clear. */
export function foreignValue(
  tagSet: TagSet,
  kind: TagKind | undefined,
  lacv: bigint | string,
): Category | undefined {
  const [one, another] = withLacv(tagSet, lacv).filter(({ tag }) => isOfKind(tag.kind, kind));
  return another === undefined ? one : undefined;
}

/** Words in place of a number are not in the index, where they would meet names. */
function withLacv({ byValue, tags }: TagSet, lacv: bigint | string): readonly Category[] {
  if (typeof lacv === 'bigint') return byValue.get(lacv) ?? [];
  return tags
    .flatMap(({ values }) => values.map(({ category }) => category))
    .filter((one) => one.lacv === lacv);
}

function addMember(draft: Draft, { tagSetRef, kind, lacv, all }: ForeignMember): void {
  const tagSet = tagSetNamed(draft.to, tagSetRef) ?? tagSetWithOid(draft.to, tagSetRef);
  if (tagSet === undefined) {
    draft.reasons.push({ kind: 'unknown-tag-set', tagSet: tagSetRef });
  } else if (all) {
    for (const { tag, values } of tagSet.tags) {
      if (isOfKind(tag.kind, kind)) for (const { category } of values) draft.categories.add(category);
    }
  } else if (lacv !== undefined) {
    const value = foreignValue(tagSet, kind, lacv);
    if (value === undefined)
      draft.reasons.push({ kind: 'unknown-value', tagSet: tagSetRef, value: String(lacv) });
    else draft.categories.add(value);
  }
}

function isOfKind(kind: TagKind, wanted: TagKind | undefined): boolean {
  return wanted === undefined ? kind.startsWith('enumerated') : kind === wanted;
}
