import type { TagKind } from '#labels';
import { type Element, textOf } from '#xml';
import type { Classification } from '../label.ts';
import { collapse } from '../names.ts';
import { type Member, operations, type RequiredCategory } from '../rules.ts';
import type { DefinedTagSet, Known } from './known.ts';
import { attribute, deviate, fail, key, kids, needed, type Reading } from './reading.ts';
import { referredKind } from './tag-kind.ts';
import { flag, oneOf, valueLacv } from './values.ts';

/** The categories that must stand beside what this element defines. */
export function readRequired(reading: Reading, element: Element, known: Known): RequiredCategory[] {
  return kids(element, 'requiredCategory').map((required) => ({
    operation: oneOf(required, 'operation', needed(required, 'operation'), operations),
    members: kids(required, 'categoryGroup').map((group) => readMember(reading, group, known)),
  }));
}

/** The categories that must not stand beside this one. */
export function readExcluded(reading: Reading, element: Element, known: Known): Member[] {
  return kids(element, 'excludedCategory').map((excluded) => readMember(reading, excluded, known));
}

/** The classifications that this category must not stand with. */
export function readExcludedClasses(reading: Reading, element: Element, known: Known): Set<Classification> {
  const found = new Set<Classification>();
  for (const excluded of kids(element, 'excludedClass')) {
    const classification = namedClass(reading, excluded, 'text', collapse(textOf(excluded)), known);
    if (found.has(classification)) {
      fail('spif-duplicate', excluded, `two <excludedClass> with \`${classification.name}\`; remove one`);
    }
    found.add(classification);
  }
  return found;
}

/** The one classification that this category must stand with. */
export function readRequiredClass(
  reading: Reading,
  element: Element,
  known: Known,
): Classification | undefined {
  const name = attribute(element, 'requiredClass');
  return name === undefined ? undefined : namedClass(reading, element, 'requiredClass', name, known);
}

/** What a reference means: one value, or every value of that tag set and kind. */
function readMember(reading: Reading, element: Element, known: Known): Member {
  const tagSetRef = needed(element, 'tagSetRef');
  const tagSet = known.tagSets.get(key(reading, tagSetRef));
  if (tagSet === undefined) unresolved(element, 'tagSetRef', tagSetRef, 'name a <securityCategoryTagSet>');
  const kind = referredKind(element) ?? onlyEnumerated(reading, element, tagSet);
  const values = tagSet.kinds.get(kind);
  if (values === undefined || values.all.size === 0) {
    const mend = `correct \`tagType\` or \`tagSetRef\` of <${element.name}>`;
    fail('spif-unresolved', element, `tag set \`${tagSet.name}\` has no value that is \`${kind}\`; ${mend}`);
  }
  const one = attribute(element, 'lacv');
  const all = flag(element, 'all');
  if ((one === undefined) !== all)
    deviate(reading, element, `<${element.name}> has to have \`lacv\` or \`all\`, and not both`);
  if (one === undefined || all) return values.all;
  const value = values.byLacv.get(valueLacv(element));
  if (value === undefined) unresolved(element, 'lacv', one, `name a value of tag set \`${tagSet.name}\``);
  return new Set([value]);
}

/** `enumerated` without `enumType` (lenient): clear as long as the tag set has one such kind. */
function onlyEnumerated(reading: Reading, element: Element, tagSet: DefinedTagSet): TagKind {
  const [kind, second] = [...tagSet.kinds.keys()].filter((one) => one.startsWith('enumerated'));
  if (kind === undefined || second !== undefined) {
    fail(
      'spif-unresolved',
      element,
      `\`enumType\` is missing and tag set \`${tagSet.name}\` does not make it clear; add the attribute`,
    );
  }
  deviate(reading, element, `<${element.name}> is \`enumerated\` and has no \`enumType\`; add the attribute`);
  return kind;
}

function namedClass(
  reading: Reading,
  element: Element,
  what: string,
  name: string,
  known: Known,
): Classification {
  const found = known.classifications.get(key(reading, name));
  return found ?? unresolved(element, what, name, 'name a <securityClassification>');
}

function unresolved(element: Element, what: string, value: string, mend: string): never {
  fail(
    'spif-unresolved',
    element,
    `\`${what}\` of <${element.name}> is \`${value}\`, which is not in this policy; ${mend}`,
  );
}
