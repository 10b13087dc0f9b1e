import { LabelError } from '../errors.ts';
import type { WrittenCategory, WrittenPolicy } from '../written-label.ts';
import { nounOf, partsOf, textIn } from './value.ts';

/** The policy of a label or clearance, which must have one. @throws LabelError `label-structure` */
export function policyOf(what: string, parts: Readonly<Record<string, unknown>>): WrittenPolicy {
  const policy = textIn(what, parts, 'policy');
  if (policy === undefined) throw new LabelError('label-structure', `${what} without a policy`);
  return nameOrOid(policy);
}

/**
 * `{ Releasable To: [ONE, TWO], 1.3.6.1.4.1.32473.258.1.2: 0 }`: the values of each tag set, one or a list.
 *
 * @throws LabelError `label-structure`
 */
export function categoriesOf(value: unknown): WrittenCategory[] {
  if (value === undefined) return [];
  return Object.entries(partsOf('set of categories', value)).map(([tagSet, values]) => ({
    tagSet: nameOrOid(tagSet),
    kind: 'unsaid',
    values: (Array.isArray(values) ? values : [values]).map((one) => namedNumber(`value of ${tagSet}`, one)),
  }));
}

/** @throws LabelError `label-structure` */
export function listOf(name: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new LabelError('label-structure', `${name} that is ${nounOf(value)}, not a list`);
}

/** A name, or the number behind it: not negative, and exact. @throws LabelError `label-structure` */
export function namedNumber(what: string, value: unknown): bigint | string {
  if (typeof value === 'string' && value !== '') return value;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return BigInt(value);
  if (typeof value === 'bigint' && value >= 0n) return value;
  throw new LabelError('label-structure', `${what} that is ${nounOf(value)}, neither a name nor a number`);
}

/** An object identifier is digits and dots, two arcs at least; no name is. */
function nameOrOid(text: string): { oid: string } | { name: string } {
  return /^\d+(\.\d+)+$/.test(text) ? { oid: text } : { name: text };
}
