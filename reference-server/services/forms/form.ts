import { type Element, element } from '#xml';

export const formNamespace = 'jabber:x:data';

/** How a client shows a field. XEP-0004 §3.3. */
export type FieldType =
  | 'boolean'
  | 'fixed'
  | 'hidden'
  | 'jid-multi'
  | 'jid-single'
  | 'list-multi'
  | 'list-single'
  | 'text-multi'
  | 'text-private'
  | 'text-single';

/** One of the values that a list offers. */
export interface FieldOption {
  readonly label: string;
  readonly value: string;
}

export interface Field {
  readonly var: string;
  /** Left out in a result, where the reader knows it by `FORM_TYPE`. */
  readonly type?: FieldType;
  /** What people read. */
  readonly label?: string;
  readonly values: readonly string[];
  readonly options?: readonly FieldOption[];
  readonly isRequired?: boolean;
}

/** A form to be filled in, or (`result`) things that somebody asked for. `formType`: what its fields mean (XEP-0068). */
export interface Form {
  readonly type: 'form' | 'result';
  readonly formType: string;
  readonly title?: string;
  readonly instructions?: string;
  readonly fields: readonly Field[];
}

/** The form as XEP-0004 §3.1 writes it. */
export function writeForm({ type, formType, title, instructions, fields }: Form): Element {
  const all: Field[] = [{ var: 'FORM_TYPE', type: 'hidden', values: [formType] }, ...fields];
  return element(formNamespace, 'x', { type }, [
    ...textIn('title', title),
    ...textIn('instructions', instructions),
    ...all.map(writeField),
  ]);
}

/** The values of a boolean field. */
export function flagValues(isOn: boolean): string[] {
  return [isOn ? '1' : '0'];
}

function writeField({ var: name, type, label, values, options = [], isRequired = false }: Field): Element {
  return element(formNamespace, 'field', { var: name, type, label }, [
    ...(isRequired ? [element(formNamespace, 'required')] : []),
    ...values.map(writeValue),
    ...options.map((option) =>
      element(formNamespace, 'option', { label: option.label }, [writeValue(option.value)]),
    ),
  ]);
}

function writeValue(value: string): Element {
  return element(formNamespace, 'value', {}, value === '' ? [] : [value]);
}

function textIn(name: string, text: string | undefined): Element[] {
  return text === undefined ? [] : [element(formNamespace, name, {}, [text])];
}
