import type { Oid } from '#labels';
import type { Category, Classification, Tag } from './label.ts';

/** Why a label was denied. For the audit log and for people with the right to ask; never sent to a peer. */
export type Reason =
  | { readonly kind: 'no-label' }
  | { readonly kind: 'no-originator-label' }
  | { readonly kind: 'two-labels'; readonly role: 'originator' | 'alternative' }
  | { readonly kind: 'unreadable-date'; readonly date: string }
  | { readonly kind: 'too-many-successors' }
  | { readonly kind: 'no-clearance' }
  | { readonly kind: 'unreadable-label'; readonly message: string }
  | { readonly kind: 'inexpressible-label'; readonly message: string }
  | { readonly kind: 'no-policy' }
  | { readonly kind: 'unknown-policy'; readonly policy: string }
  | { readonly kind: 'policy-mismatch'; readonly oid: Oid; readonly name: string }
  | { readonly kind: 'no-classification' }
  | { readonly kind: 'unknown-classification'; readonly classification: string }
  | { readonly kind: 'unknown-tag-set'; readonly tagSet: string }
  | { readonly kind: 'tag-set-mismatch'; readonly oid: Oid; readonly name: string }
  | { readonly kind: 'tag-kind-mismatch'; readonly tagSet: string; readonly written: string }
  | { readonly kind: 'unknown-value'; readonly tagSet: string; readonly value: string }
  | { readonly kind: 'unknown-part'; readonly part: string }
  | { readonly kind: 'invalid-label'; readonly violation: string }
  | { readonly kind: 'other-policy'; readonly label: Oid; readonly clearance: readonly Oid[] }
  | { readonly kind: 'classification-not-held'; readonly classification: Classification }
  | { readonly kind: 'category-not-held'; readonly category: Category }
  | { readonly kind: 'no-value-held'; readonly categories: readonly Category[] }
  | { readonly kind: 'no-equivalent-policy'; readonly from: string; readonly to: string }
  | {
      readonly kind: 'no-equivalent-classification';
      readonly classification: Classification;
      readonly to: string;
    }
  | { readonly kind: 'no-equivalent-category'; readonly category: Category; readonly to: string }
  | { readonly kind: 'equivalent-not-verified'; readonly label: string }
  | { readonly kind: 'no-common-value'; readonly tag: Tag }
  | { readonly kind: 'no-highest-classification'; readonly classifications: readonly Classification[] }
  | { readonly kind: 'rule'; readonly rule: string };

/** The reason as one sentence, for an audit log and for people with the right to ask. */
export function explain(reason: Reason): string {
  switch (reason.kind) {
    case 'no-label':
      return 'there is no label and no default label';
    case 'no-originator-label':
      return 'there are alternative labels and none of the originator';
    case 'two-labels':
      return reason.role === 'originator'
        ? 'there are two labels of the originator'
        : 'there are two alternative labels of one policy';
    case 'unreadable-date':
      return `\`${reason.date}\` is not a date`;
    case 'too-many-successors':
      return 'the label has too many successors';
    case 'no-clearance':
      return 'there is no clearance';
    case 'unreadable-label':
      return `the label cannot be read: ${reason.message}`;
    case 'inexpressible-label':
      return `the label cannot be written: ${reason.message}`;
    case 'no-policy':
      return 'the label names no policy';
    case 'unknown-policy':
      return `policy \`${reason.policy}\` is not loaded`;
    case 'policy-mismatch':
      return `policy \`${reason.oid}\` is not the one named \`${reason.name}\``;
    case 'no-classification':
      return 'the label has no classification, and its policy lays none down for that';
    case 'unknown-classification':
      return `classification \`${reason.classification}\` is not in the policy`;
    case 'unknown-tag-set':
      return `tag set \`${reason.tagSet}\` is not in the policy`;
    case 'tag-set-mismatch':
      return `tag set \`${reason.oid}\` is not the one named \`${reason.name}\``;
    case 'tag-kind-mismatch':
      return `tag set \`${reason.tagSet}\` has no tag that is \`${reason.written}\``;
    case 'unknown-value':
      return `\`${reason.value}\` is not one value of tag set \`${reason.tagSet}\``;
    case 'unknown-part':
      return `the policy cannot say what ${reason.part} means`;
    case 'invalid-label':
      return `the policy does not allow this label: ${reason.violation}`;
    case 'other-policy':
      return `the label is of policy \`${reason.label}\`, the clearance of ${quoted(reason.clearance)}`;
    case 'classification-not-held':
      return `the clearance does not list classification \`${reason.classification.name}\``;
    case 'category-not-held':
      return `the clearance does not have ${valueOf(reason.category)}`;
    case 'no-value-held':
      return `the clearance has none of ${reason.categories.map(valueOf).join(', ')}`;
    case 'no-equivalent-policy':
      return `policy \`${reason.from}\` has no equivalence to policy \`${reason.to}\``;
    case 'no-equivalent-classification':
      return `classification \`${reason.classification.name}\` has no one equivalent in policy \`${reason.to}\``;
    case 'no-equivalent-category':
      return `${valueOf(reason.category)} has no equivalent in policy \`${reason.to}\``;
    case 'equivalent-not-verified':
      return `equivalent label \`${reason.label}\` is not what the policy makes of the label`;
    case 'no-common-value':
      return `the labels have no value of \`${reason.tag.name}\` of \`${reason.tag.tagSet.name}\` in common`;
    case 'no-highest-classification':
      return `none of ${quoted(reason.classifications.map(({ name }) => name))} is the highest`;
    case 'rule':
      return `rule \`${reason.rule}\` refuses it`;
  }
}

function valueOf(category: Category): string {
  return `\`${category.name}\` of \`${category.tag.tagSet.name}\``;
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ');
}
