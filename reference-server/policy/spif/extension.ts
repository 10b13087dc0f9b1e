import { childElements, type Element } from '#xml';
import type { Category, Classification, Clearance, Label } from '../label.ts';
import type { Defaults } from '../policy.ts';
import type { Known } from './known.ts';
import { fail, key, kid, needed, type Reading } from './reading.ts';
import { flag } from './values.ts';

/**
 * What a policy says that the SPIF schema has no element for; it stands inside `<extensions>`.
 *
 * Source: docs/decisions/0004-policy-defaults.md.
 */
const extensionNamespace = 'urn:x-cmbac:spif:0';

/** Are names of this policy the same in capitals and small letters? `<names ignoreCase='true'/>`. */
export function readIgnoreCase(spif: Element): boolean {
  const names = extension(spif, 'names');
  return names !== undefined && flag(names, 'ignoreCase');
}

/** `<defaults>`: the label, the clearance and the classification that stand where none is given. */
export function readDefaults(reading: Reading, spif: Element, policy: string, known: Known): Defaults {
  const parent = extension(spif, 'defaults');
  if (parent === undefined) return {};
  const { label, clearance, absentClassification } = partsOf(parent, [
    'label',
    'clearance',
    'absentClassification',
  ]);
  return {
    ...(label && { label: defaultLabel(reading, label, policy, known) }),
    ...(clearance && { clearance: defaultClearance(reading, clearance, policy, known) }),
    ...(absentClassification && {
      absentClassification: classification(reading, absentClassification, 'name', known),
    }),
  };
}

function defaultLabel(reading: Reading, element: Element, policy: string, known: Known): Label {
  return {
    policy,
    classification: classification(reading, element, 'classification', known),
    categories: inside(element, childElements(element), ['category']).map((child) =>
      category(reading, child, known),
    ),
  };
}

function defaultClearance(reading: Reading, element: Element, policy: string, known: Known): Clearance {
  const parts = inside(element, childElements(element), ['classification', 'category']);
  const named = (name: string) => parts.filter((part) => part.name === name);
  return {
    policy,
    classifications: new Set(
      named('classification').map((child) => classification(reading, child, 'name', known)),
    ),
    categories: new Set(named('category').map((child) => category(reading, child, known))),
  };
}

function classification(reading: Reading, element: Element, attribute: string, known: Known): Classification {
  const name = needed(element, attribute);
  const found = known.classifications.get(key(reading, name));
  return (
    found ??
    fail(
      'spif-unresolved',
      element,
      `classification \`${name}\` of <${element.name}> is not in this policy; name one of its own`,
    )
  );
}

/** `<category tagSet='…' value='…'/>`, both by name. */
function category(reading: Reading, element: Element, known: Known): Category {
  const tagSet = known.tagSets.get(key(reading, needed(element, 'tagSet')));
  const value = key(reading, needed(element, 'value'));
  const found = (tagSet?.tags ?? [])
    .flatMap(({ values }) => values.map((defined) => defined.category))
    .filter(({ name }) => key(reading, name) === value);
  const [one, another] = found;
  if (one !== undefined && another === undefined) return one;
  fail(
    'spif-unresolved',
    element,
    `value \`${value}\` of <category> does not name one value of this policy; name one of its own`,
  );
}

function extension(spif: Element, name: string): Element | undefined {
  const extensions = kid(spif, 'extensions');
  if (extensions === undefined) return undefined;
  const ours = childElements(extensions).filter(({ namespace }) => namespace === extensionNamespace);
  return once(extensions, ours, ['defaults', 'names'])[name];
}

/** Its children, each at most once. */
function partsOf(parent: Element, names: readonly string[]): Readonly<Record<string, Element | undefined>> {
  return once(parent, childElements(parent), names);
}

function once(
  parent: Element,
  children: readonly Element[],
  names: readonly string[],
): Record<string, Element> {
  const parts: Record<string, Element> = {};
  for (const child of inside(parent, children, names)) {
    if (parts[child.name] !== undefined) {
      fail('spif-duplicate', child, `two <${child.name}> in <${parent.name}>; keep one of them`);
    }
    parts[child.name] = child;
  }
  return parts;
}

/** This extension is ours: what it does not know is a mistake, in lenient mode too. */
function inside(parent: Element, children: readonly Element[], names: readonly string[]): readonly Element[] {
  for (const child of children) {
    if (names.includes(child.name) && child.namespace === extensionNamespace) continue;
    const known = names.map((name) => `<${name}>`).join(', ');
    fail('spif-value', child, `<${child.name}> does not belong in <${parent.name}>; write one of ${known}`);
  }
  return children;
}
