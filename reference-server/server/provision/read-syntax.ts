import { z } from 'zod';
import { mappedLabelCodecs, type WrittenCategory } from '#labels';
import { explain, type Policies, resolveLabel } from '#policy';
import type { SyntaxMapping } from '../../enforcement/index.ts';
import { ProvisionError } from './verbs.ts';

const names = z.record(z.string().min(1), z.string().min(1));

const syntaxValue = z.strictObject({
  policy: z.string().min(1),
  classifications: names.refine((found) => Object.keys(found).length > 0, 'map at least one classification'),
  categories: z.record(z.string(), z.strictObject({ tagSet: z.string().min(1), values: names })).default({}),
  ignore: z.record(z.string(), z.array(z.string().min(1)).min(1)).default({}),
});

type SyntaxValue = z.infer<typeof syntaxValue>;

/**
 * What the words of a label syntax mean in a policy, as the verb `Syn(syntax)` has it. Every word of the policy is looked
 * up, and every tag set of the syntax is one that it has.
 *
 * @throws ProvisionError
 */
export function syntaxOf(value: unknown, syntax: string, policies: Policies, verb: string): SyntaxMapping {
  const codec = Object.values(mappedLabelCodecs).find((each) => each.syntax === syntax);
  if (codec === undefined)
    throw new ProvisionError(`no such syntax, only ${Object.keys(mappedLabelCodecs).join(', ')}`, verb);
  const checked = syntaxValue.safeParse(value);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw new ProvisionError(`${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}`, verb);
  }
  const { policy, classifications, categories, ignore } = checked.data;
  const unknown = Object.keys({ ...categories, ...ignore }).find(
    (name) => !codec.tagSets.some((tagSet) => tagSet.name === name),
  );
  if (unknown !== undefined)
    throw new ProvisionError(
      `\`${unknown}\` is no tag set of ${syntax}; it has ${codec.tagSets.map(({ name }) => name).join(', ')}`,
      verb,
    );
  checkWords(checked.data, codec.tagSets, policies, verb);
  return {
    policy: { name: policy },
    classifications: mapOf(classifications),
    categories: new Map(
      Object.entries(categories).map(([name, { tagSet, values }]) => [
        name,
        { tagSet, values: mapOf(values) },
      ]),
    ),
    ignored: new Map(Object.entries(ignore).map(([name, values]) => [name, new Set(values)])),
  };
}

/** Every word that a label can become is one that the policy knows, and restricts as the syntax has it. */
function checkWords(
  { policy, classifications, categories }: SyntaxValue,
  tagSets: readonly { readonly name: string; readonly kind: WrittenCategory['kind'] }[],
  policies: Policies,
  verb: string,
): void {
  const parts = tagSets.flatMap(({ name, kind }): WrittenCategory[] => {
    const mapped = categories[name];
    return mapped === undefined
      ? []
      : [{ tagSet: { name: mapped.tagSet }, kind, values: Object.values(mapped.values) }];
  });
  for (const classification of Object.values(classifications)) {
    const resolved = resolveLabel(policies, {
      policy: { name: policy },
      classification,
      categories: parts,
      unread: [],
    });
    if (!resolved.ok)
      throw new ProvisionError(resolved.reasons.map((reason) => explain(reason)).join('; '), verb);
  }
}

function mapOf(entries: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(entries));
}
