import { childElements, childrenOf, type Element, textOf } from '#xml';
import { formNamespace } from './form.ts';

/** What somebody filled in, by the names of the fields. A field that is not there was not filled in: nothing is said about it. */
export type FilledIn = ReadonlyMap<string, readonly string[]>;

/** A form as it comes back. */
export type Submission = { readonly kind: 'submit'; readonly values: FilledIn } | { readonly kind: 'cancel' };

/** Fields of a form, and values of one field. */
const maxFields = 200;
const maxValues = 500;

/**
 * Reads a form that came back; `undefined`: it is none, is of another `FORM_TYPE` than this, has a field twice, one without a
 * name or a value that is no text, or more of anything than a form has. One without a `FORM_TYPE` is taken as one of this type: where it came
 * in says that too.
 *
 * Source: XEP-0004 §3.1, §3.2; XEP-0068 §3.1.
 */
export function readForm(x: Element, formType: string): Submission | undefined {
  if (x.namespace !== formNamespace || x.name !== 'x') return undefined;
  if (x.attributes['type'] === 'cancel') return { kind: 'cancel' };
  if (x.attributes['type'] !== 'submit') return undefined;
  const fields = childElements(x).filter(isFilledIn);
  const values = new Map<string, readonly string[]>();
  for (const field of fields) {
    const filledIn = valuesOf(field);
    if (filledIn === undefined) return undefined;
    values.set(field.attributes['var'] ?? '', filledIn);
  }
  if (values.size !== fields.length || values.size > maxFields || values.has('')) return undefined;
  const [type = formType, another] = values.get('FORM_TYPE') ?? [];
  if (type !== formType || another !== undefined) return undefined;
  values.delete('FORM_TYPE');
  return { kind: 'submit', values };
}

/** What a boolean field says; `undefined`: neither. XEP-0004 §3.3 (xs:boolean). */
export function readFlag([value, another]: readonly string[]): boolean | undefined {
  if (another !== undefined) return undefined;
  if (value === '1' || value === 'true') return true;
  return value === '0' || value === 'false' ? false : undefined;
}

/** Text between the others is nobody's to fill in. */
function isFilledIn({ namespace, name, attributes }: Element): boolean {
  return namespace === formNamespace && name === 'field' && attributes['type'] !== 'fixed';
}

/** A value is text and nothing else. */
function valuesOf(field: Element): string[] | undefined {
  const values = childrenOf(field, formNamespace, 'value');
  const areTexts = values.every((value) => childElements(value).length === 0);
  return areTexts && values.length <= maxValues ? values.map(textOf) : undefined;
}
