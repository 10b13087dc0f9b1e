import type { Oid } from '#labels';
import type { Classification } from './label.ts';
import { nameKey } from './names.ts';
import type { ClassificationEntry, Policy, PolicyIndex, TagSet } from './policy.ts';

/** The classification with this number or this name. */
export function classificationOf(policy: Policy, written: bigint | string): ClassificationEntry | undefined {
  const key = typeof written === 'string' ? nameKey(written, policy.ignoreCase) : written;
  return policy.index.classifications.get(key);
}

/** What the policy says about a classification of its own; nothing about another policy's. */
export function entryOf(policy: Policy, classification: Classification): ClassificationEntry | undefined {
  const entry = policy.index.classifications.get(classification.lacv);
  return entry?.classification === classification ? entry : undefined;
}

/** The tag set with this OID. */
export function tagSetWithOid(policy: Policy, oid: Oid): TagSet | undefined {
  return policy.index.tagSetsByOid.get(oid);
}

/** The tag set with this name. */
export function tagSetNamed(policy: Policy, name: string): TagSet | undefined {
  return policy.index.tagSetsByName.get(nameKey(name, policy.ignoreCase));
}

/** Makes the index of a policy. Numbers and names cannot meet: a number is a bigint. */
export function indexPolicy(
  ignoreCase: boolean,
  classifications: readonly ClassificationEntry[],
  tagSets: readonly TagSet[],
): PolicyIndex {
  const entries = tagSets.flatMap(({ tags }) => tags.flatMap(({ values }) => values));
  return {
    classifications: new Map<bigint | string, ClassificationEntry>([
      ...classifications.map((entry) => [entry.classification.lacv, entry] as const),
      ...classifications.map((entry) => [nameKey(entry.classification.name, ignoreCase), entry] as const),
    ]),
    tagSetsByOid: new Map(tagSets.map((tagSet) => [tagSet.oid, tagSet])),
    tagSetsByName: new Map(tagSets.map((tagSet) => [nameKey(tagSet.name, ignoreCase), tagSet])),
    categories: new Map(entries.map((entry) => [entry.category, entry])),
  };
}
