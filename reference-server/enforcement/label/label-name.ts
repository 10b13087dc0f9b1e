import { type Label, mark } from '#policy';
import { policyOf, type Rules } from '../rules.ts';

/** What people call a label: its marking, in the language of its policy or in that of a reader. Nothing is decided on it. */
export function labelName(label: Label, rules: Rules, language?: string): string {
  return mark(policyOf(label, rules), label, { language }).text;
}
