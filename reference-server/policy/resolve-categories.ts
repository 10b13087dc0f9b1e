import type { TagKind, WrittenCategory } from '#labels';
import type { Category, Input } from './label.ts';
import { collapse, nameKey } from './names.ts';
import type { Policy, TagSet } from './policy.ts';
import { tagSetNamed, tagSetWithOid } from './policy-index.ts';
import type { Reason } from './reason.ts';
import { fits } from './user-input.ts';

/** The categories that are known, and a reason for each part that is not. */
export interface ResolvedCategories {
  readonly categories: ReadonlySet<Category>;
  /** What stands for values that the policy leaves open; their categories are not among the others. */
  readonly inputs: readonly Input[];
  readonly unknown: readonly Reason[];
}

/** Looks up every value of every tag set; the same tag set written twice is their union. */
export function resolveCategories(policy: Policy, written: readonly WrittenCategory[]): ResolvedCategories {
  const categories = new Set<Category>();
  const inputs: Input[] = [];
  const unknown: Reason[] = [];
  const add = (found: Category | Input | Reason): void => {
    if ('kind' in found) unknown.push(found);
    else if ('text' in found) inputs.push(found);
    else categories.add(found);
  };
  for (const part of written) {
    const tagSet = findTagSet(policy, part.tagSet);
    if ('kind' in tagSet) {
      unknown.push(tagSet);
      continue;
    }
    const kinds = kindsMeant(part.kind, tagSet);
    if (kinds.length === 0)
      unknown.push({ kind: 'tag-kind-mismatch', tagSet: tagSet.name, written: part.kind });
    else for (const value of part.values) add(valueOf(policy, tagSet, kinds, value));
  }
  return { categories, inputs, unknown };
}

/** An OID decides; a name beside it must be of the same tag set. */
function findTagSet(policy: Policy, { oid, name }: WrittenCategory['tagSet']): TagSet | Reason {
  const named = name === undefined ? undefined : tagSetNamed(policy, name);
  const tagSet = oid === undefined ? named : tagSetWithOid(policy, oid);
  if (tagSet === undefined) return { kind: 'unknown-tag-set', tagSet: oid ?? name ?? '' };
  if (name === undefined || named === tagSet) return tagSet;
  return { kind: 'tag-set-mismatch', oid: String(oid), name };
}

/** The kinds of tag in this tag set that the writer can have meant; none is a mismatch. */
function kindsMeant(kind: WrittenCategory['kind'], tagSet: TagSet): TagKind[] {
  const present = tagSet.tags.filter(({ tag }) => {
    switch (kind) {
      case 'unsaid':
        return true;
      case 'any-restrictive':
        return tag.effect === 'restrictive';
      case 'any-permissive':
        return tag.effect === 'permissive';
      case 'restrictive':
      case 'permissive':
      case 'enumerated-restrictive':
      case 'enumerated-permissive':
      case 'informative':
        return tag.kind === kind;
    }
  });
  return present.map(({ tag }) => tag.kind);
}

/** A value that could be two categories is none: which one it restricts to would be a guess. */
function valueOf(
  policy: Policy,
  tagSet: TagSet,
  kinds: readonly TagKind[],
  value: bigint | string,
): Category | Input | Reason {
  const key = typeof value === 'string' ? nameKey(value, policy.ignoreCase) : value;
  const [one, another] = (tagSet.byValue.get(key) ?? []).filter(({ tag }) => kinds.includes(tag.kind));
  if (one !== undefined && another === undefined) return one;
  const input =
    one === undefined && typeof value === 'string' ? inputOf(tagSet, kinds, collapse(value)) : undefined;
  return input ?? { kind: 'unknown-value', tagSet: tagSet.name, value: String(value) };
}

/** A text for the one value that is open to it. Where one alone is open, it is for that: validity says whether it fits. */
function inputOf(tagSet: TagSet, kinds: readonly TagKind[], text: string): Input | undefined {
  const open = tagSet.open.filter(({ category }) => kinds.includes(category.tag.kind));
  const [one, another] =
    open.length < 2 ? open : open.filter(({ userInput }) => userInput !== undefined && fits(userInput, text));
  return one === undefined || another !== undefined ? undefined : { category: one.category, text };
}
