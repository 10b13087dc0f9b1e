import type { Element } from '#xml';
import { forbiddenCombinations } from '../combinations.ts';
import type { Policy } from '../policy.ts';
import { indexPolicy } from '../policy-index.ts';
import { tagSetEntries } from './categories.ts';
import { classificationEntries, readClassifications } from './classifications.ts';
import { policyNames, readEquivalentPolicies } from './equivalents.ts';
import { readDefaults } from './extension.ts';
import type { DefinedClassification, DefinedTagSet, Known } from './known.ts';
import { readMarking } from './markings.ts';
import { readMemberships } from './memberships.ts';
import { readPrivacyMarks } from './privacy-marks.ts';
import { attribute, fail, key, kid, needed, note, type Reading } from './reading.ts';
import { readTagSets } from './tag-sets.ts';
import { oid, period } from './values.ts';

/** What defines, then what refers: first who everything in the SPIF is, then the rules that join them. */
export function compile(reading: Reading, spif: Element): Policy {
  const identity = kid(spif, 'securityPolicyId');
  if (identity === undefined) fail('spif-missing', spif, '<SPIF> has no <securityPolicyId>; add one');
  const id = { oid: oid(identity, 'id'), name: needed(identity, 'name') };
  const definedClassifications = readClassifications(reading, spif);
  const definedTagSets = readTagSets(reading, spif);
  const known = knownOf(reading, spif, definedClassifications, definedTagSets);
  const classifications = classificationEntries(reading, definedClassifications, known);
  const tagSets = tagSetEntries(reading, definedTagSets, known);
  const policy: Policy = {
    ...id,
    ignoreCase: reading.ignoreCase,
    period: period(spif),
    classifications,
    tagSets,
    privacyMarks: readPrivacyMarks(reading, spif),
    equivalentPolicies: readEquivalentPolicies(spif),
    ...defaultPolicy(spif),
    memberships: readMemberships(reading, spif, definedTagSets),
    marking: readMarking(reading, identity, spif),
    defaults: readDefaults(reading, spif, id.oid, known),
    index: indexPolicy(reading.ignoreCase, classifications, tagSets),
  };
  checkDefaultLabel(policy, spif);
  noteSyntaxes(reading, spif);
  noteName(reading, identity, id.name);
  return policy;
}

function defaultPolicy(spif: Element): Pick<Policy, 'defaultPolicy'> {
  const element = kid(spif, 'defaultSecurityPolicyId');
  return element === undefined
    ? {}
    : { defaultPolicy: { oid: oid(element, 'id'), name: needed(element, 'name') } };
}

function knownOf(
  reading: Reading,
  spif: Element,
  classifications: readonly DefinedClassification[],
  tagSets: readonly DefinedTagSet[],
): Known {
  return {
    classifications: new Map(
      classifications.map(({ classification }) => [key(reading, classification.name), classification]),
    ),
    tagSets: new Map(tagSets.map((tagSet) => [key(reading, tagSet.name), tagSet])),
    policies: policyNames(reading, spif),
  };
}

function checkDefaultLabel(policy: Policy, spif: Element): void {
  const extensions = kid(spif, 'extensions');
  if (extensions === undefined || policy.defaults.label === undefined) return;
  const [broken] = forbiddenCombinations(policy, policy.defaults.label);
  if (broken === undefined) return;
  fail(
    'spif-value',
    extensions,
    `the default label breaks the policy's own rule \`${broken.rule}\`: ${broken.where}; choose a valid one`,
  );
}

/** Where the wire syntax of labels and clearances is named: ACP 145, MISSI, or STANAG 4774 (taken as ACP 145). */
const syntaxes: Readonly<Record<string, readonly string[]>> = {
  rbacId: ['2.16.840.1.101.2.1.8.3', '2.16.840.1.101.2.1.8.1', '1.3.26.0.4774.5.24.1'],
  privilegeId: ['2.16.840.1.101.2.1.8.3', '2.16.840.1.101.2.1.8.2', '1.3.26.0.4774.5.24.1'],
};

function noteSyntaxes(reading: Reading, spif: Element): void {
  for (const [name, oids] of Object.entries(syntaxes)) {
    const written = attribute(spif, name);
    if (written === undefined || oids.includes(written)) continue;
    note(
      reading,
      'unknown-syntax',
      spif,
      `\`${name}\` \`${written}\` is not a syntax that we know; ACP 145 is used`,
    );
  }
}

/** Policies in use have blanks at the end of their name, and line ends inside. */
function noteName(reading: Reading, identity: Element, name: string): void {
  if (identity.attributes['name'] === name) return;
  note(
    reading,
    'untidy-name',
    identity,
    `the blanks in the name of the policy are collapsed: it is \`${name}\``,
  );
}
