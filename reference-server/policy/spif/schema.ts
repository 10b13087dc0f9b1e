import { childElements, type Element } from '#xml';
import { attribute, deviate, fail, type Reading } from './reading.ts';
import { isGeneralizedTime } from './values.ts';

/** What may stand in one element: attributes (`?` is optional) and children in their order (`?`, `*`, `+` as in a DTD). */
interface Shape {
  readonly attributes: string;
  readonly children: string;
}

const marking = 'markingData* markingQualifier*';
const reference = 'tagType enumType?';
const spifAttributes =
  'schemaVersion version? creationDate originatorDN keyIdentifier privilegeId rbacId userRefURI? docRefURI? notBefore? notAfter?';

/** Open XML SPIF 2.1, where 2.0 and 1.0 are part of it. What stands inside `updateInfo` and `extensions` is theirs. */
const shapes: Readonly<Record<string, Shape>> = {
  SPIF: {
    attributes: spifAttributes,
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

/** What is public about 3.0: where it differs from 2.1. */
const shapes3: typeof shapes = {
  SPIF: {
    attributes: spifAttributes,
    children: `defaultSecurityPolicyId? securityPolicyId securityClassifications securityCategoryTagSets? privacyMarks? equivalentPolicies? ${marking} extensions?`,
  },
  securityClassification: {
    attributes: 'name lacv hierarchy fgcolor? bgcolor? obsolete?',
    children: `equivalentClassification* ${marking} requiredCategory*`,
  },
  markingData: { attributes: 'phrase? simplePhrase? shortPhrase? inputPhrase?', children: '' },
};

/** Holds a SPIF to the schema of its version. */
export function checkShape(reading: Reading, spif: Element): void {
  const created = attribute(spif, 'creationDate');
  if (created !== undefined && !isGeneralizedTime(created))
    deviate(reading, spif, `\`creationDate\` of <SPIF> is \`${created}\`; write it like \`20260131120000Z\``);
  checkElement(reading, spif);
}

/** Not what an object inherits: an element may be called `constructor`. */
function shapeOf(of: typeof shapes, name: string): Shape | undefined {
  return Object.hasOwn(of, name) ? of[name] : undefined;
}

function checkElement(reading: Reading, element: Element): void {
  const before = shapeOf(shapes, element.name);
  if (before === undefined) return;
  const shape = (reading.version === '3.0' ? shapeOf(shapes3, element.name) : undefined) ?? before;
  if (reading.version === '3.0') refuseUnknown(element, [before, shape]);
  checkAttributes(reading, element, words(shape.attributes));
  const inside = childElements(element);
  checkChildren(reading, element, inside, words(shape.children));
  for (const child of inside) checkElement(reading, child);
}

/** In 3.0, what neither 2.1 has nor the public differences name may be a rule that we do not know: nobody may overlook it. */
function refuseUnknown(element: Element, known: readonly Shape[]): void {
  const attributes = known.flatMap((shape) => words(shape.attributes));
  const children = known.flatMap((shape) => words(shape.children));
  for (const name of Object.keys(element.attributes)) {
    if (!name.startsWith('{') && !attributes.some((word) => word.name === name))
      refuse(element, `the attribute \`${name}\` of <${element.name}>`);
  }
  for (const child of childElements(element)) {
    if (child.namespace === element.namespace && !children.some(({ name }) => name === child.name))
      refuse(child, `<${child.name}> in <${element.name}>`);
  }
}

function refuse(element: Element, what: string): never {
  fail(
    'spif-version',
    element,
    `${what} is not known; of SPIF 3.0 we read what is public, convert the SPIF to 2.1`,
  );
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
    if (count === 0 && mark !== '?' && mark !== '*')
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
      const mark = /[?*+]/.exec(word)?.[0] ?? '';
      return { name: word.slice(0, word.length - mark.length), mark };
    });
}
