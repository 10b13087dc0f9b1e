import type { Category, Label } from './label.ts';
import type { CategoryEntry, Policy } from './policy.ts';
import { entryOf } from './policy-index.ts';
import { has, isMet } from './rules.ts';

/** A rule of a policy that a label can break. */
export type Rule =
  | 'other-policy'
  | 'excluded-class'
  | 'required-class'
  | 'excluded-category'
  | 'required-category'
  | 'max-selection'
  | 'single-selection'
  | 'min-selection'
  | 'obsolete'
  | 'not-yet-valid'
  | 'no-longer-valid'
  | 'unknown-privacy-mark'
  | 'user-input'
  | 'policy-not-in-force';

/** A rule that is broken, and by what: words for the audit log. */
export interface Violation {
  readonly rule: Rule;
  readonly where: string;
}

/**
 * Every rule about what may stand together that a label breaks, whatever the time is.
 *
 * Source: ADatP-4774.1 §3.3.3, Table 3 and §3.3.4.
 */
export function forbiddenCombinations(policy: Policy, label: Label): Violation[] {
  const present = new Set(label.categories);
  return [
    ...brokenByClassification(policy, label, present),
    ...[...present].flatMap((category) => brokenByCategory(policy, label, present, category)),
    ...overSelected(policy, present),
  ];
}

function brokenByClassification(policy: Policy, label: Label, present: ReadonlySet<Category>): Violation[] {
  const { name } = label.classification;
  return (entryOf(policy, label.classification)?.required ?? [])
    .filter((required) => !isMet(required, present))
    .map(() => ({ rule: 'required-category', where: `classification \`${name}\`` }));
}

function brokenByCategory(
  policy: Policy,
  label: Label,
  present: ReadonlySet<Category>,
  category: Category,
): Violation[] {
  const entry = policy.index.categories.get(category);
  const where = `\`${category.name}\` of \`${category.tag.tagSet.name}\``;
  if (entry === undefined) return [{ rule: 'other-policy', where }];
  return brokenRules(entry, label, present).map((rule) => ({ rule, where }));
}

function brokenRules(entry: CategoryEntry, label: Label, present: ReadonlySet<Category>): Rule[] {
  const broken: Rule[] = [];
  if (entry.excludedClasses.has(label.classification)) broken.push('excluded-class');
  if ((entry.requiredClass ?? label.classification) !== label.classification) broken.push('required-class');
  if (entry.excluded.some((member) => has(present, member, entry.category))) broken.push('excluded-category');
  if (entry.required.some((required) => !isMet(required, present))) broken.push('required-category');
  return broken;
}

function overSelected(policy: Policy, present: ReadonlySet<Category>): Violation[] {
  const violations: Violation[] = [];
  for (const { tag, values, selection } of policy.tagSets.flatMap(({ tags }) => tags)) {
    if (!selection.single && selection.max === Number.POSITIVE_INFINITY) continue;
    const count = values.filter(({ category }) => present.has(category)).length;
    const where = `tag \`${tag.name}\` of \`${tag.tagSet.name}\``;
    if (count > selection.max) violations.push({ rule: 'max-selection', where });
    if (selection.single && count > 1) violations.push({ rule: 'single-selection', where });
  }
  return violations;
}
