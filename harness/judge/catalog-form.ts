import { childElements, childrenOf, type Element, textOf } from '#xml';
import { securityLabels } from './labels.ts';
import { markingFlaws } from './marking-form.ts';
import { catalogNamespace, labelNamespace } from './namespaces.ts';

/** A rule of XEP-0258 §4 that a catalog breaks. */
export interface FormFlaw {
  readonly claim: string;
  readonly seen: string;
}

/** Every rule of form that a `<catalog/>` breaks. `asked`: the JID that it was asked for. Source: XEP-0258 §3, §4. */
export function catalogFlaws(catalog: Element, asked: string): FormFlaw[] {
  const items = catalogItems(catalog);
  return [
    ...toFlaws(catalog, asked),
    ...attributeFlaws(catalog),
    ...items.flatMap((item, index) => itemFlaws(item, `item ${index + 1}`)),
    ...defaultFlaws(items),
    ...selectorFlaws(items),
    ...sizeFlaws(catalog, items.length),
  ];
}

/** The items of a catalog, in its order. */
export function catalogItems(catalog: Element): Element[] {
  return childrenOf(catalog, catalogNamespace, 'item');
}

/** Is the attribute true in the sense of XML Schema? */
export function isTrue(value: string | undefined): boolean {
  return value === 'true' || value === '1';
}

const booleans = ['true', 'false', '1', '0', undefined];

function toFlaws(catalog: Element, asked: string): FormFlaw[] {
  const to = catalog.attributes['to'];
  const claim = `the catalog says that it is for ${asked} (CAT-02)`;
  return to === asked ? [] : [{ claim, seen: to === undefined ? 'it does not say' : `it is for ${to}` }];
}

function attributeFlaws(catalog: Element): FormFlaw[] {
  const all = [catalog, ...catalogItems(catalog)];
  const qualified = all
    .flatMap((element) => Object.keys(element.attributes))
    .filter((key) => key.startsWith(`{${catalogNamespace}}`));
  const flaws = qualified.map((key) => ({
    claim: 'attributes are unqualified (CAT-02)',
    seen: `there is ${key}`,
  }));
  const { restrict } = catalog.attributes;
  if (!booleans.includes(restrict)) {
    flaws.push({ claim: 'restrict is a boolean (CAT-05)', seen: `it is ${String(restrict)}` });
  }
  const strange = childElements(catalog).filter(
    (child) => child.name !== 'item' || child.namespace !== catalogNamespace,
  );
  const claim = 'the catalog holds items only (CAT-02)';
  return [...flaws, ...strange.slice(0, 1).map(({ name }) => ({ claim, seen: `it holds <${name}/>` }))];
}

function itemFlaws(item: Element, name: string): FormFlaw[] {
  const labels = securityLabels(item);
  if (labels.length > 1)
    return [{ claim: `${name} has at most one label (CAT-03)`, seen: `it has ${labels.length}` }];
  return labels.flatMap((label) => [...securityLabelFlaws(label, name), ...markingFlaws(label)]);
}

/** `displaymarking?`, `label`, `equivalentlabel*`, in this order; each label with at most one element and no text. */
function securityLabelFlaws(securityLabel: Element, name: string): FormFlaw[] {
  const children = childElements(securityLabel);
  const order = children
    .map((child) => (child.namespace === labelNamespace ? child.name : 'something else'))
    .join(' ');
  const flaws: FormFlaw[] = [];
  if (!/^(displaymarking )?label( equivalentlabel)*$/.test(order)) {
    flaws.push({
      claim: `${name} has marking, label and equivalents in this order (CAT-03)`,
      seen: `it has ${order || 'nothing'}`,
    });
  }
  for (const label of children.filter((child) => child.name !== 'displaymarking')) {
    const text = textOf(label).trim();
    if (childElements(label).length > 1 || text !== '') {
      const seen =
        text === '' ? `it holds ${childElements(label).length} elements` : `it holds text \`${text}\``;
      flaws.push({
        claim: `${name}'s <${label.name}/> holds at most one element and no text (CAT-03)`,
        seen,
      });
    }
  }
  return flaws;
}

function defaultFlaws(items: readonly Element[]): FormFlaw[] {
  const defaults = items.filter(({ attributes }) => isTrue(attributes['default'])).length;
  const strange = items.find(({ attributes }) => !booleans.includes(attributes['default']));
  return [
    ...(defaults > 1 ? [{ claim: 'at most one item is the default (CAT-04)', seen: `${defaults} are` }] : []),
    ...(strange
      ? [{ claim: 'default is a boolean (CAT-04)', seen: `it is ${String(strange.attributes['default'])}` }]
      : []),
  ];
}

function selectorFlaws(items: readonly Element[]): FormFlaw[] {
  const selectors = items.flatMap(({ attributes }) => attributes['selector'] ?? []);
  const malformed = selectors.filter((selector) => selector.split('|').includes(''));
  return [
    ...(selectors.length > 0 && selectors.length < items.length
      ? [
          {
            claim: 'all items have a selector, or none has (CAT-06)',
            seen: `${selectors.length} of ${items.length} have`,
          },
        ]
      : []),
    ...malformed.map((selector) => ({
      claim: 'selectors are words with | between them (CAT-06)',
      seen: `there is \`${selector}\``,
    })),
  ];
}

function sizeFlaws(catalog: Element, items: number): FormFlaw[] {
  const { size } = catalog.attributes;
  if (size === undefined || (/^\d+$/.test(size) && Number(size) === items)) return [];
  return [{ claim: `size is the number of items, ${items} (CAT-08)`, seen: `it is ${size}` }];
}
