import type { DisplayMarking } from '#labels';
import { readableOn } from './colors.ts';
import type { Label } from './label.ts';
import type { Marking } from './marking.ts';
import {
  framed,
  type MarkingWish,
  type Show,
  type ShownTag,
  showFor,
  shownTags,
  tagText,
} from './marking-text.ts';
import type { Policy } from './policy.ts';
import { entryOf } from './policy-index.ts';
import { knownPrivacyMark } from './privacy-mark.ts';

/**
 * What people are shown for a label: policy, classification, categories in the order of the SPIF, privacy mark.
 *
 * Total: every label of the policy has a marking. Nothing is ever decided on it. A privacy mark that the policy does not
 * list is the sender's own words and is not shown as if it were the policy's. The colour of the text has a contrast of
 * 4.5 to 1 at least.
 *
 * Source: ADatP-4774.1 §3.5; XEP-0258 §3.
 */
export function mark(policy: Policy, label: Label, wish: MarkingWish = {}): DisplayMarking {
  const text = markingText(policy, label, showFor(wish));
  const { color, textColor } = entryOf(policy, label.classification) ?? {};
  return color === undefined ? { text } : { text, fgcolor: textColor ?? readableOn(color), bgcolor: color };
}

function markingText(policy: Policy, label: Label, show: Show): string {
  const tags = shownTags(policy, new Set(label.categories), label.inputs ?? [], show);
  const whole = show(policy.marking);
  const values = tags.flatMap((tag) => tag.values);
  const parts = [
    ...heading(policy, label, values, show),
    ...tags.map(tagText),
    privacyMarkText(policy, label, show),
  ];
  return framed(whole, parts.filter((part) => part !== '').join(whole.qualifier('separator') ?? ' '));
}

/** The policy's name, or what replaces it, and the classification. */
function heading(policy: Policy, label: Label, values: ShownTag['values'], show: Show): string[] {
  const { name } = label.classification;
  const classification = show(entryOf(policy, label.classification)?.marking ?? nothing);
  const categories = values.map(({ shown }) => shown);
  const replacing = [show(policy.marking), classification, ...categories].find(
    ({ policyPhrase }) => policyPhrase !== undefined,
  );
  const suppressed = categories.some(({ suppressesClassification }) => suppressesClassification);
  return [replacing?.policyPhrase ?? policy.name, suppressed ? '' : classification.phrase(name)];
}

/** With what stands around this mark, else around all of them. */
function privacyMarkText(policy: Policy, label: Label, show: Show): string {
  const known = knownPrivacyMark(policy, label.privacyMark);
  if (known === undefined) return '';
  const text = show(known.marking).phrase(known.name);
  const around = known.marking.qualifiers.length > 0 ? known.marking : policy.privacyMarks.marking;
  return text === '' ? '' : framed(show(around), text);
}

const nothing: Marking = { phrases: [], qualifiers: [] };
