import { z } from 'zod';
import type { Policies } from '#policy';
import type { Catalog, CatalogEntry } from '../../services/index.ts';
import { labelOf } from './values.ts';
import { ProvisionError } from './verbs.ts';

const catalogValue = z.strictObject({
  name: z.string().optional(),
  desc: z.string().optional(),
  syntax: z.enum(['ess', 'stanag4774']).default('ess'),
  items: z.array(
    z.strictObject({
      label: z.unknown().optional(),
      selector: z.string().optional(),
      default: z.boolean().default(false),
    }),
  ),
});

/** A domain's catalog as the verb `Cat(domain)` has it. An item without a label offers to use none. */
export function catalogOf(value: unknown, policies: Policies, restrict: boolean, verb: string): Catalog {
  const checked = catalogValue.safeParse(value);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw new ProvisionError(`${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}`, verb);
  }
  const { name, desc, syntax, items } = checked.data;
  const entries = items.map(
    ({ label, selector, default: isDefault }): CatalogEntry => ({
      isDefault,
      ...(label === undefined ? {} : { label: labelOf(label, policies, verb) }),
      ...(selector === undefined ? {} : { selector }),
    }),
  );
  if (entries.filter((entry) => entry.isDefault).length > 1) {
    throw new ProvisionError('only one item can be the default (XEP-0258 §4)', verb);
  }
  return {
    entries: withSelectors(entries, verb),
    restrict,
    ...(syntax === 'stanag4774' ? { created4774: new Date().toISOString() } : {}),
    ...(name === undefined ? {} : { name }),
    ...(desc === undefined ? {} : { description: desc }),
  };
}

/** XEP-0258 §4: `selector = (item "|")* item`. Items without one get their marking as selector, so that all have one. */
function withSelectors(entries: readonly CatalogEntry[], verb: string): readonly CatalogEntry[] {
  const bad = entries.find(
    ({ selector }) => selector !== undefined && selector.split('|').some((part) => part === ''),
  );
  if (bad !== undefined)
    throw new ProvisionError(`selector \`${bad.selector ?? ''}\` has an empty part between its bars`, verb);
  return entries;
}
