import { createHash, getHashes } from 'node:crypto';
import { childElements, childrenOf, type Element, textOf } from '#xml';
import { discoNamespace } from './namespaces.ts';

const formNamespace = 'jabber:x:data';

/**
 * The hash of a disco#info answer, by the algorithm of that name; `undefined`: nobody here knows the algorithm.
 *
 * Source: XEP-0115 §5.1: identities, features, forms, each in the order of their characters and ended by `<`
 */
export function capabilitiesHash(query: Element, algorithm: string): string | undefined {
  const name = algorithm.replaceAll('-', '');
  if (!getHashes().includes(name)) return undefined;
  const forms = childrenOf(query, formNamespace, 'x').map(formTexts).sort(byFirst);
  const texts = [
    ...childrenOf(query, discoNamespace, 'identity').map(identityText).sort(),
    ...childrenOf(query, discoNamespace, 'feature')
      .map(({ attributes }) => attributes['var'] ?? '')
      .sort(),
    ...forms.flat(),
  ];
  return createHash(name)
    .update(texts.map((text) => `${text}<`).join(''))
    .digest('base64');
}

function identityText({ attributes }: Element): string {
  const language = attributes['{http://www.w3.org/XML/1998/namespace}lang'];
  const { category, type, name } = attributes;
  return [category, type, language, name].map((part) => part ?? '').join('/');
}

/** Its FORM_TYPE, then each other field by name with its values. */
function formTexts(form: Element): string[] {
  const fields = childrenOf(form, formNamespace, 'field').map((field): [string, string[]] => [
    field.attributes['var'] ?? '',
    childElements(field)
      .filter(({ name }) => name === 'value')
      .map(textOf)
      .sort(),
  ]);
  const type = fields.filter(([name]) => name === 'FORM_TYPE').flatMap(([, values]) => values);
  const others = fields.filter(([name]) => name !== 'FORM_TYPE').sort(byName);
  return [...type, ...others.flatMap(([name, values]) => [name, ...values])];
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function byFirst([a = '']: readonly string[], [b = '']: readonly string[]): number {
  return a < b ? -1 : 1;
}
