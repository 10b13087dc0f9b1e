import { readFileSync } from 'node:fs';
import type { TagKind } from '#labels';
import { childElements, type Element, parseDocument } from '#xml';
import type { Fixtures } from '../fixtures/index.ts';

/** What a policy calls its numbers: to write a clearance down, and never to decide by it. */
export interface PolicyNames {
  readonly name: string;
  readonly oid: string;
  /** Of the fixture: `harness-a`. */
  readonly fixture: string;
  /** Its SPIF: an absolute path. */
  readonly file: string;
  /** Number by name. */
  readonly classifications: ReadonlyMap<string, bigint>;
  readonly tagSets: readonly TagSetNames[];
}

export interface TagSetNames {
  readonly name: string;
  readonly oid: string;
  readonly kind: TagKind;
  readonly values: ReadonlyMap<string, bigint>;
}

/** The policies of the fixtures, each from the first file that has its OID: variants have the same names. */
export function policyNames(fixtures: Fixtures): readonly PolicyNames[] {
  const names = [...fixtures.vocabulary().policies].filter((name) => !name.startsWith('malformed')).sort();
  const found = new Map<string, PolicyNames>();
  for (const fixture of names) {
    const [file = ''] = filesOf(fixtures, [fixture]);
    const policy = namesIn(parseDocument(readFileSync(file), { comments: true }), fixture, file);
    if (!found.has(policy.oid)) found.set(policy.oid, policy);
  }
  return [...found.values()];
}

/** Where the SPIFs of policy fixtures are. */
export function filesOf(fixtures: Fixtures, names: unknown): readonly string[] {
  const { Pol } = fixtures.provisionValues({ Pol: names });
  return Array.isArray(Pol) ? Pol.filter((one) => typeof one === 'string') : [];
}

/** Source: Open XML SPIF 2.1, `securityPolicyId`, `securityClassification`, `securityCategoryTagSet`. */
function namesIn(spif: Element, fixture: string, file: string): PolicyNames {
  const id = below(spif, 'securityPolicyId')[0]?.attributes ?? {};
  return {
    name: id['name'] ?? '',
    oid: id['id'] ?? '',
    fixture,
    file,
    classifications: numbersOf(below(spif, 'securityClassification')),
    tagSets: below(spif, 'securityCategoryTagSet').flatMap((tagSet) =>
      below(tagSet, 'securityCategoryTag').map((tag) => ({
        name: tagSet.attributes['name'] ?? '',
        oid: tagSet.attributes['id'] ?? '',
        kind: kindOf(tag.attributes),
        values: numbersOf(below(tag, 'tagCategory')),
      })),
    ),
  };
}

/** Elements of that name, at whichever depth. */
function below(parent: Element, name: string): Element[] {
  return childElements(parent).flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...below(child, name),
  ]);
}

/** Values that the policy tells apart by letters have no number. */
function numbersOf(elements: readonly Element[]): ReadonlyMap<string, bigint> {
  const numbered = elements.filter(({ attributes }) => /^\d+$/.test(attributes['lacv'] ?? ''));
  return new Map(
    numbered.map(({ attributes }) => [attributes['name'] ?? '', BigInt(attributes['lacv'] ?? '')]),
  );
}

function kindOf({ tagType, enumType }: Element['attributes']): TagKind {
  if (tagType === 'restrictive' || tagType === 'permissive') return tagType;
  if (tagType === 'enumerated')
    return enumType === 'restrictive' ? 'enumerated-restrictive' : 'enumerated-permissive';
  return 'informative';
}
