import type { Oid } from '#labels';
import type { Element } from '#xml';
import type {
  Applied,
  EquivalentCategory,
  EquivalentClassification,
  EquivalentPolicy,
  EquivalentTagSet,
  FixUp,
  ForeignMember,
} from '../equivalence.ts';
import { operations } from '../rules.ts';
import type { Known } from './known.ts';
import { attribute, deviate, fail, key, kid, kids, needed, type Reading } from './reading.ts';
import { referredKind } from './tag-kind.ts';
import { flag, lacv, oid, oneOf, valueLacv } from './values.ts';

/** The policies that labels of this one can be mapped to. */
export function readEquivalentPolicies(spif: Element): EquivalentPolicy[] {
  const parent = kid(spif, 'equivalentPolicies');
  if (parent === undefined) return [];
  return kids(parent, 'equivalentPolicy').map((element) => ({
    oid: oid(element, 'id'),
    name: needed(element, 'name'),
    fixUps: readFixUps(element),
  }));
}

/** What this SPIF calls other policies: its equivalent policies and its default policy. */
export function policyNames(reading: Reading, spif: Element): Map<string, Oid> {
  const parent = kid(spif, 'equivalentPolicies');
  const others = [
    ...(parent === undefined ? [] : kids(parent, 'equivalentPolicy')),
    kid(spif, 'defaultSecurityPolicyId'),
  ];
  const names = new Map<string, Oid>();
  const ids = new Set<Oid>();
  for (const element of others.filter((other) => other !== undefined)) {
    const name = key(reading, needed(element, 'name'));
    const id = oid(element, 'id');
    const before = names.get(name);
    if (before !== undefined && before !== id) {
      fail('spif-duplicate', element, `two policies with the name \`${name}\` and different ids; change one`);
    }
    if (ids.has(id)) deviate(reading, element, `two policies with the id \`${id}\`; remove one`);
    names.set(name, id);
    ids.add(id);
  }
  return names;
}

export function readEquivalentClassifications(
  reading: Reading,
  parent: Element,
  known: Known,
): EquivalentClassification[] {
  return kids(parent, 'equivalentClassification').map((element) => ({
    policy: policyOf(reading, element, known),
    lacv: lacv(element),
    applied: appliedOf(element),
    fixUps: readFixUps(element),
  }));
}

export function readEquivalentCategories(
  reading: Reading,
  parent: Element,
  known: Known,
): EquivalentCategory[] {
  return kids(parent, 'equivalentSecCategoryTag').map((element) => {
    const action = attribute(element, 'action');
    if (action !== undefined) oneOf(element, 'action', action, ['discard']);
    const common = { policy: policyOf(reading, element, known), applied: appliedOf(element) };
    if (action !== undefined) return common;
    return {
      ...common,
      becomes: { tagSet: oid(element, 'tagSetId'), kind: referredKind(element), lacv: valueLacv(element) },
    };
  });
}

export function readEquivalentTagSets(reading: Reading, parent: Element, known: Known): EquivalentTagSet[] {
  return kids(parent, 'equivalentSecurityCategoryTagSet').map((element) => ({
    policy: policyOf(reading, element, known),
    fixUps: readFixUps(element),
  }));
}

function readFixUps(parent: Element): FixUp[] {
  return kids(parent, 'requiredCategory').map((element) => ({
    operation: oneOf(element, 'operation', needed(element, 'operation'), operations),
    members: kids(element, 'categoryGroup').map(foreignMember),
  }));
}

function foreignMember(element: Element): ForeignMember {
  return {
    tagSetRef: needed(element, 'tagSetRef'),
    kind: referredKind(element),
    ...(attribute(element, 'lacv') === undefined ? {} : { lacv: valueLacv(element) }),
    all: flag(element, 'all'),
  };
}

function policyOf(reading: Reading, element: Element, known: Known): Oid {
  const name = needed(element, 'policyRef');
  const found = known.policies.get(key(reading, name));
  if (found !== undefined) return found;
  fail(
    'spif-unresolved',
    element,
    `\`policyRef\` \`${name}\` of <${element.name}> names no policy; add an <equivalentPolicy> with that name`,
  );
}

/** Left out, it is for both sides; the schema (`checkShape`) asks for it. */
function appliedOf(element: Element): Applied {
  const written = attribute(element, 'applied') ?? 'both';
  switch (oneOf(element, 'applied', written, ['encrypt', 'decrypt', 'both'])) {
    case 'encrypt':
      return ['originate'];
    case 'decrypt':
      return ['receive'];
    case 'both':
      return ['originate', 'receive'];
  }
}
