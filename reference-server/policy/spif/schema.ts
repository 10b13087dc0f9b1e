import { childElements, type Element } from '#xml';
import { attribute, deviate, type Reading } from './reading.ts';

/** What may stand in one element: attributes (`?` is optional) and children in their order (`?`, `*`, `+` as in a DTD). */
interface Shape {
  readonly attributes: string;
  readonly children: string;
}

const marking = 'markingData* markingQualifier*';
const reference = 'tagType enumType?';

/** Open XML SPIF 2.1. What stands inside `updateInfo` and `extensions` is theirs. */
const shapes: Readonly<Record<string, Shape>> = {
  SPIF: {
    attributes:
      'schemaVersion version? creationDate originatorDN keyIdentifier privilegeId rbacId userRefURI? docRefURI? notBefore? notAfter?',
    children: `defaultSecurityPolicyId? securityPolicyId updateInfo? securityClassifications securityCategoryTagSets? privacyMarks? equivalentPolicies? ${marking} extensions?`,
  },
  defaultSecurityPolicyId: { attributes: 'name id', children: marking },
  securityPolicyId: { attributes: 'name id', children: marking },
  securityClassifications: { attributes: 'name?', children: `securityClassification+ ${marking}` },
  securityClassification: {
    attributes: 'name lacv hierarchy color? obsolete?',
    children: `equivalentClassification* ${marking} requiredCategory*`,
  },
  equivalentClassification: { attributes: 'policyRef lacv applied', children: 'requiredCategory*' },
  securityCategoryTagSets: { attributes: '', children: 'securityCategoryTagSet+' },
  securityCategoryTagSet: {
    attributes: 'name id',
    children: 'securityCategoryTag+ equivalentSecurityCategoryTagSet*',
  },
  securityCategoryTag: {
    attributes: 'name? tagType enumType? tag7Encoding? singleSelection? maxSelection? minSelection?',
    children: 'tagCategory* markingQualifier*',
  },
  tagCategory: {
    attributes: 'name lacv userInput? dateFormat? requiredClass? obsolete? notBefore? notAfter?',
    children: `equivalentSecCategoryTag* ${marking} excludedClass* requiredCategory* excludedCategory*`,
  },
  equivalentSecCategoryTag: {
    attributes: `policyRef tagSetId ${reference} lacv applied action?`,
    children: '',
  },
  equivalentSecurityCategoryTagSet: { attributes: 'policyRef name? id?', children: 'requiredCategory*' },
  excludedClass: { attributes: '', children: '' },
  excludedCategory: { attributes: `tagSetRef ${reference} lacv? all?`, children: '' },
  requiredCategory: { attributes: 'operation', children: 'categoryGroup+' },
  categoryGroup: { attributes: `tagSetRef ${reference} lacv? all?`, children: '' },
  privacyMarks: { attributes: 'maxSelection? minSelection?', children: `privacyMark+ ${marking}` },
  privacyMark: { attributes: 'name obsolete?', children: marking },
  equivalentPolicies: { attributes: '', children: 'equivalentPolicy+' },
  equivalentPolicy: { attributes: 'name id userRefURI? docRefURI?', children: 'requiredCategory*' },
  markingData: { attributes: 'phrase?', children: 'code+' },
  code: { attributes: '', children: '' },
  markingQualifier: { attributes: 'markingCode?', children: 'qualifier+' },
  qualifier: { attributes: 'markingQualifier qualifierCode', children: '' },
};

/** Holds an element and all inside it to the schema. */
export function checkShape(reading: Reading, element: Element): void {
  // Not what an object inherits: an element may be called `constructor`
  const shape = Object.hasOwn(shapes, element.name) ? shapes[element.name] : undefined;
  if (shape === undefined) return;
  checkAttributes(reading, element, words(shape.attributes));
  const inside = childElements(element);
  checkChildren(reading, element, inside, words(shape.children));
  for (const child of inside) checkShape(reading, child);
}

function checkAttributes(reading: Reading, element: Element, allowed: readonly Word[]): void {
  for (const { name, mark } of allowed) {
    if (mark === '' && attribute(element, name) === undefined) {
      deviate(reading, element, `<${element.name}> has no \`${name}\`; add the attribute`);
    }
  }
  for (const name of Object.keys(element.attributes)) {
    if (name.startsWith('{') || allowed.some((word) => word.name === name)) continue;
    deviate(
      reading,
      element,
      `<${element.name}> has the attribute \`${name}\`, which the schema does not know; remove it`,
    );
  }
}

function checkChildren(
  reading: Reading,
  element: Element,
  children: readonly Element[],
  allowed: readonly Word[],
): void {
  let reached = 0;
  for (const child of children) {
    const place =
      child.namespace === element.namespace ? allowed.findIndex((word) => word.name === child.name) : -1;
    if (place < 0) deviate(reading, child, `<${child.name}> does not belong in <${element.name}>; remove it`);
    else if (place < reached)
      deviate(reading, child, `<${child.name}> comes too late in <${element.name}>; move it up`);
    else reached = place;
  }
  for (const { name, mark } of allowed) {
    const count = children.filter((child) => child.name === name).length;
    if (count === 0 && (mark === '' || mark === '+'))
      deviate(reading, element, `<${element.name}> has no <${name}>; add one`);
  }
}

interface Word {
  readonly name: string;
  readonly mark: string;
}

function words(text: string): Word[] {
  return text
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => {
      const mark = /[?*+]$/.exec(word)?.[0] ?? '';
      return { name: word.slice(0, word.length - mark.length), mark };
    });
}
