import type { TagKind, WrittenCategory } from '#labels';
import type { Category } from './label.ts';
import { nameKey } from './names.ts';
import type { Policy, TagSet } from './policy.ts';
import { tagSetNamed, tagSetWithOid } from './policy-index.ts';
import type { Reason } from './reason.ts';

/** The categories that are known, and a reason for each part that is not. */
export interface ResolvedCategories {
  readonly categories: ReadonlySet<Category>;
  readonly unknown: readonly Reason[];
}

/** Looks up every value of every tag set; the same tag set written twice is their union. */
export function resolveCategories(policy: Policy, written: readonly WrittenCategory[]): ResolvedCategories {
  const categories = new Set<Category>();
  const unknown: Reason[] = [];
  for (const part of written) {
    const tagSet = findTagSet(policy, part.tagSet);
    if ('kind' in tagSet) {
      unknown.push(tagSet);
      continue;
    }
    const kinds = kindsMeant(part.kind, tagSet);
    if (kinds.length === 0)
      unknown.push({ kind: 'tag-kind-mismatch', tagSet: tagSet.name, written: part.kind });
    else for (const value of part.values) add(categories, unknown, valueOf(policy, tagSet, kinds, value));
  }
  return { categories, unknown };
}

function add(categories: Set<Category>, unknown: Reason[], found: Category | Reason): void {
  if ('kind' in found) unknown.push(found);
  else categories.add(found);
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
): Category | Reason {
  const key = typeof value === 'string' ? nameKey(value, policy.ignoreCase) : value;
  const [one, another] = (tagSet.byValue.get(key) ?? []).filter(({ tag }) => kinds.includes(tag.kind));
  if (one !== undefined && another === undefined) return one;
  return { kind: 'unknown-value', tagSet: tagSet.name, value: String(value) };
}
