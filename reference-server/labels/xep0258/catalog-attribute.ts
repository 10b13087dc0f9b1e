import type { Element } from '#xml';
import { LabelError } from '../errors.ts';
import { catalogNamespace } from './namespaces.ts';

/** An attribute of a catalog or an item: unqualified in every example, qualified by the schema. Source: XEP-0258 §10.2 */
export function catalogAttribute(wire: Element, name: string): string | undefined {
  return wire.attributes[name] ?? wire.attributes[`{${catalogNamespace}}${name}`];
}

/** An xs:boolean. @throws LabelError `label-structure` */
export function booleanOf(name: string, text: string): boolean {
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  throw new LabelError('label-structure', `${name} \`${text}\` of a catalog`);
}
