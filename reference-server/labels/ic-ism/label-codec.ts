import { type Element, element } from '#xml';
import type { MappedLabelCodec } from '../codec.ts';
import { LabelError } from '../errors.ts';
import { onlyAttributes } from '../sequence.ts';
import type { WrittenCategory, WrittenLabel } from '../written-label.ts';
import { controls, icIsmNamespace, maxTokens, maxTokensLength } from './attributes.ts';

/**
 * The IC-ISM element that XEP-0258 shows as another label format: everything stands in attributes, without a namespace as
 * the example has them, or in that of IC-ISM.
 *
 * It names no policy: what its words mean is for the deployment to say, and until it does nothing resolves such a label.
 * Only attributes that restrict are read, and an attribute that is not known here could restrict too, so it is refused
 * (`classifiedBy`, `declassDate` and the like among them).
 *
 * Source: XEP-0258 §3 (equivalentlabel) and §6
 */
export const icIsmLabelCodec: MappedLabelCodec = {
  syntax: 'ic-ism',
  element: { namespace: 'http://example.gov/IC-ISM/0', name: 'icismlabel' },
  tagSets: controls,
  read,
  write,
};

function read(wire: Element): WrittenLabel {
  if (wire.children.length > 0) throw new LabelError('label-structure', 'content in an IC-ISM label');
  onlyAttributes(wire, known);
  const [classification, another] = tokensOf(wire, 'classification');
  if (classification === undefined || another !== undefined)
    throw new LabelError('label-structure', 'an IC-ISM label without one classification');
  const categories = controls.flatMap(({ name, kind }): WrittenCategory[] => {
    const values = tokensOf(wire, name);
    return values.length === 0 ? [] : [{ tagSet: { name }, kind, values }];
  });
  return { classification, categories, unread: [] };
}

function write({ policy, classification, privacyMark, categories, unread }: WrittenLabel): Element {
  if (policy !== undefined) throw inexpressible('a policy');
  if (privacyMark !== undefined) throw inexpressible('a privacy mark');
  if (unread.length > 0) throw inexpressible('a part that was not read');
  const attributes: Record<string, string> = { classification: written([classification]) };
  for (const category of categories) checkExpressible(category);
  for (const { name } of controls) {
    const values = categories.filter(({ tagSet }) => tagSet.name === name).flatMap((each) => each.values);
    if (values.length > 0) attributes[name] = written(values);
  }
  return element(icIsmLabelCodec.element.namespace, icIsmLabelCodec.element.name, attributes);
}

/** A tag set of these, named as they name it, that restricts as they do. */
function checkExpressible({ tagSet: { oid, name = '' }, kind }: WrittenCategory): void {
  const control = controls.find((each) => each.name === name);
  if (oid !== undefined || control === undefined) throw inexpressible(`tag set \`${oid ?? name}\``);
  if (control.kind !== kind) throw inexpressible(`\`${name}\` as ${kind}`);
}

/** The words of an attribute in either namespace, each once, in their order; none where it is not there. */
function tokensOf({ attributes }: Element, name: string): string[] {
  const plain = attributes[name];
  const qualified = attributes[`{${icIsmNamespace}}${name}`];
  if (plain !== undefined && qualified !== undefined)
    throw new LabelError('label-structure', `\`${name}\` twice in an IC-ISM label`);
  const text = plain ?? qualified;
  return text === undefined ? [] : readTokens(text, name);
}

function readTokens(text: string, name: string): string[] {
  if (text.length > maxTokensLength)
    throw new LabelError('label-too-large', `\`${name}\` of more than ${maxTokensLength} characters`);
  const tokens = [...new Set(text.split(/[ \t\r\n]+/).filter((token) => token !== ''))];
  if (tokens.length > maxTokens)
    throw new LabelError('label-too-large', `more than ${maxTokens} words in \`${name}\``);
  const wrong = tokens.find((token) => !isToken(token));
  if (wrong !== undefined || tokens.length === 0)
    throw new LabelError('label-structure', `\`${wrong ?? ''}\` as \`${name}\``);
  return tokens;
}

function written(values: readonly (bigint | string | undefined)[]): string {
  const tokens = new Set(
    values.map((value) => {
      if (typeof value === 'string' && isToken(value)) return value;
      throw inexpressible(`\`${String(value)}\``);
    }),
  );
  const text = [...tokens].join(' ');
  if (tokens.size > maxTokens || text.length > maxTokensLength) throw inexpressible('so many words');
  return text;
}

/** One word of letters, digits and a few signs: an xs:NMTOKEN, narrowed to ASCII. */
function isToken(text: string): boolean {
  return /^[A-Za-z0-9._:-]{1,64}$/.test(text);
}

function inexpressible(what: string): LabelError {
  return new LabelError('label-inexpressible', `${what} in an IC-ISM label`);
}

const known = ['classification', ...controls.map(({ name }) => name)].flatMap((name) => [
  name,
  `{${icIsmNamespace}}${name}`,
]);
