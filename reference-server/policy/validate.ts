import { isChoosable } from './choosable.ts';
import { forbiddenCombinations, type Rule, type Violation } from './combinations.ts';
import type { Category, Label } from './label.ts';
import type { CategoryEntry, Policy } from './policy.ts';
import { entryOf } from './policy-index.ts';
import { knownPrivacyMark } from './privacy-mark.ts';
import type { Reason } from './reason.ts';
import { timeOf } from './rules.ts';
import { fits } from './user-input.ts';

/** What is asked of a label: that it may exist (`read`), or that somebody may make it now (`new`). */
export interface ValidityQuestion {
  readonly mode: 'read' | 'new';
  readonly now: Date;
  /** What a label read is worth while its policy is outside its own period: nothing, unless said otherwise. */
  readonly expiredPolicy?: 'deny' | 'warn';
}

/** All that is wrong with a label, and all that is only odd about it. Valid is: no violation. */
export interface Validity {
  readonly violations: readonly Violation[];
  readonly findings: readonly Violation[];
}

/**
 * Is this label one that the policy allows to exist? Every rule is asked, so that the answer is complete.
 *
 * Total and pure. A label that is not valid is denied, whatever the clearance says.
 *
 * Source: ADatP-4774.1 §3.3.3, §3.3.4 and Table 3.
 */
export function validate(policy: Policy, label: Label, question: ValidityQuestion): Validity {
  const always = [
    ...anotherPolicy(policy, label),
    ...forbiddenCombinations(policy, label),
    ...tooFew(policy, label, question.now),
    ...privacyMarkCount(policy, label),
    ...tooEarly(policy, label, question.now),
    ...wrongInputs(policy, label),
  ];
  const outside = outsidePeriod(policy, question.now);
  const forNew = [
    ...obsolete(policy, label),
    ...tooLate(policy, label, question.now),
    ...unknownPrivacyMark(policy, label),
    ...missingInputs(policy, label),
  ];
  const free = freePrivacyMark(policy, label);
  if (question.mode === 'new') return { violations: [...always, ...outside, ...forNew], findings: free };
  return question.expiredPolicy === 'warn'
    ? { violations: always, findings: [...outside, ...forNew, ...free] }
    : { violations: [...always, ...outside], findings: [...forNew, ...free] };
}

/** What an invalid label is denied for. */
export function reasonsOf(validity: Validity): Reason[] {
  return validity.violations.map(({ rule, where }) => ({
    kind: 'invalid-label',
    violation: `${rule}: ${where}`,
  }));
}

function anotherPolicy(policy: Policy, label: Label): Violation[] {
  return label.policy === policy.oid ? [] : [violation('other-policy', `policy \`${label.policy}\``)];
}

/** A minimum counts only where the label's classification leaves something to choose. */
function tooFew(policy: Policy, label: Label, now: Date): Violation[] {
  const present = new Set(label.categories);
  return policy.tagSets
    .flatMap(({ tags }) => tags)
    .filter(({ values, selection }) => {
      if (selection.min === 0) return false;
      const count = values.filter(({ category }) => present.has(category)).length;
      return count < selection.min && values.some((entry) => isChoosable(entry, label.classification, now));
    })
    .map(({ tag }) => violation('min-selection', `tag \`${tag.name}\` of \`${tag.tagSet.name}\``));
}

function privacyMarkCount(policy: Policy, label: Label): Violation[] {
  const { min, max } = policy.privacyMarks.selection;
  const count = label.privacyMark === undefined ? 0 : 1;
  if (count < min) return [violation('min-selection', 'privacy mark')];
  return count > max ? [violation('max-selection', 'privacy mark')] : [];
}

function tooEarly(policy: Policy, label: Label, now: Date): Violation[] {
  return entriesOf(policy, label)
    .filter(({ period }) => timeOf(period, now) === 'early')
    .map(({ category }) => violation('not-yet-valid', named(category)));
}

function tooLate(policy: Policy, label: Label, now: Date): Violation[] {
  return entriesOf(policy, label)
    .filter(({ period }) => timeOf(period, now) === 'late')
    .map(({ category }) => violation('no-longer-valid', named(category)));
}

/** One text at most for each category of the label that is open, of the sort that the policy says. */
function wrongInputs(policy: Policy, label: Label): Violation[] {
  const byCategory = Map.groupBy(label.inputs ?? [], ({ category }) => category);
  return [...byCategory]
    .filter(([category, inputs]) => {
      const allowed = policy.index.categories.get(category)?.userInput;
      const one = inputs.length === 1 && label.categories.includes(category);
      return !one || allowed === undefined || !inputs.every(({ text }) => fits(allowed, text));
    })
    .map(([category]) => violation('user-input', named(category)));
}

/** An open value with nothing written for it, as ESS must leave it: not on a new label. */
function missingInputs(policy: Policy, label: Label): Violation[] {
  const written = new Set((label.inputs ?? []).map(({ category }) => category));
  return entriesOf(policy, label)
    .filter(({ category, userInput }) => userInput !== undefined && !written.has(category))
    .map(({ category }) => violation('user-input', named(category)));
}

function outsidePeriod(policy: Policy, now: Date): Violation[] {
  if (timeOf(policy.period, now) === 'in-force') return [];
  return [violation('policy-not-in-force', `policy \`${policy.name}\``)];
}

function obsolete(policy: Policy, label: Label): Violation[] {
  const { name } = label.classification;
  const mark = knownPrivacyMark(policy, label.privacyMark);
  return [
    ...(entryOf(policy, label.classification)?.obsolete
      ? [violation('obsolete', `classification \`${name}\``)]
      : []),
    ...entriesOf(policy, label)
      .filter((entry) => entry.obsolete)
      .map(({ category }) => violation('obsolete', named(category))),
    ...(mark?.obsolete ? [violation('obsolete', `privacy mark \`${mark.name}\``)] : []),
  ];
}

function unknownPrivacyMark(policy: Policy, label: Label): Violation[] {
  if (label.privacyMark === undefined || policy.privacyMarks.marks.length === 0) return [];
  if (knownPrivacyMark(policy, label.privacyMark) !== undefined) return [];
  return [violation('unknown-privacy-mark', `privacy mark \`${label.privacyMark}\``)];
}

/** Where the policy lists no marks, the sender's own words are not wrong; somebody should know that they are his. */
function freePrivacyMark(policy: Policy, { privacyMark }: Label): Violation[] {
  if (privacyMark === undefined || policy.privacyMarks.marks.length > 0) return [];
  return [violation('unknown-privacy-mark', `privacy mark \`${privacyMark}\``)];
}

function entriesOf(policy: Policy, label: Label): CategoryEntry[] {
  return [...new Set(label.categories)]
    .map((category) => policy.index.categories.get(category))
    .filter((entry) => entry !== undefined);
}

function named(category: Category): string {
  return `\`${category.name}\` of \`${category.tag.tagSet.name}\``;
}

function violation(rule: Rule, where: string): Violation {
  return { rule, where };
}
